import Foundation
import Testing

@testable import Sandbox

/// One fault, the call that it disturbs, and how the client sees it.
struct FaultOnWire: Sendable, CustomTestStringConvertible {
    let fault: Fault
    /// What the control is told beside name, count and command.
    var fields: [(String, String)] = []
    var command = "namecheap.ssl.getList"
    var parameters: [(String, String)] = []
    /// Whether it is seen by the clock only, so that a busy machine may look disturbed.
    var isTimed = false
    /// Whether what the client hears is disturbed.
    let isSeen: @Sendable (Heard) -> Bool

    /// The fault is named in what the tests print.
    var testDescription: String { fault.rawValue }

    /// Every fault that one call shows.
    static let all = refusals + deliveries + shapes + lists

    private static let refusals: [Self] = [
        page(.rate405, 405), page(.rate429, 429), page(.gateway503, 503), page(.html200, 200),
        Self(fault: .rate500000) {
            $0.status == 200 && $0.body.contains("<Error Number=\"500000\">")
                && !$0.body.contains("CommandResponse")
        },
        Self(fault: .ip) { $0.body.contains("\"1011150\">Invalid request IP: 203.0.113.44<") },
        Self(fault: .key) { $0.body.contains("<Error Number=\"1011102\">") },
        Self(fault: .null5050900) { heard in
            heard.body.contains("<Error Number=\"5050900\">Object reference not set")
                && heard.body.contains("<SSLListResult/>")
        },
        Self(fault: .error, fields: [("number", "2011272"), ("text", "Not <valid>")]) {
            $0.body.contains("<Error Number=\"2011272\">Not &lt;valid&gt;</Error>")
                && $0.body.contains("<SSLListResult/>")
        },
    ]

    private static let deliveries: [Self] = [
        Self(fault: .cut) { $0.text.isEmpty && !$0.isReset },
        Self(fault: .reset) { $0.text.isEmpty && $0.isReset },
        Self(fault: .delay, fields: [("milliseconds", "400")], isTimed: true) {
            $0.duration >= .milliseconds(400) && $0.body.hasSuffix("</ApiResponse>\n")
        },
        Self(
            fault: .dribble, fields: [("milliseconds", "1")],
            command: "namecheap.users.getBalances", isTimed: true
        ) { heard in
            heard.promised == heard.body.utf8.count
                && heard.duration >= .milliseconds(heard.body.utf8.count)
        },
        Self(fault: .truncated) {
            $0.promised == $0.body.utf8.count && !$0.body.contains("</ApiResponse>")
        },
        Self(fault: .wrongLength) {
            $0.promised == $0.body.utf8.count + 64 && $0.body.hasSuffix("</ApiResponse>\n")
        },
    ]

    private static let shapes: [Self] = [
        Self(fault: .noNamespace) { $0.body.contains("<ApiResponse Status=\"OK\">\n") },
        Self(fault: .attributeOrder) {
            $0.body.contains(
                "<ApiResponse xmlns=\"http://api.namecheap.com/xml.response\" Status=\"OK\">\n")
        },
        Self(fault: .crlf) { heard in
            let octets = Array(heard.body.utf8)
            return octets.indices.allSatisfy {
                octets[$0] != 10 || ($0 > 0 && octets[$0 - 1] == 13)
            }
        },
        Self(fault: .multiErrors, parameters: [("ListType", "nonsense")]) {
            $0.body.components(separatedBy: "<Error Number=\"").dropFirst()
                .map { $0.prefix(7) } == ["5050900", "2011272"]
        },
    ]

    private static let lists: [Self] = [
        Self(fault: .emptyList) {
            $0.body.contains("<TotalItems>0</TotalItems>")
                && $0.body.contains("<SSLListResult/>")
        },
        Self(fault: .oneRow) {
            $0.body.contains("<TotalItems>1</TotalItems>")
                && $0.body.components(separatedBy: "<SSL ").count == 2
        },
        Self(fault: .otherAccount) { $0.body.contains("HostName=\"elsewhere-") },
    ]

    /// A refusal by a page instead of XML.
    private static func page(_ fault: Fault, _ status: Int) -> Self {
        Self(fault: fault) {
            $0.status == status && $0.head.contains("Content-Type: text/html\r\n")
                && $0.body.hasPrefix("<html>")
        }
    }
}

/// Where the faults are shown that more than one call is needed for.
///
/// A fault without a test is noticed, because it is in neither list.
enum FaultsShownElsewhere {
    /// The file of the test of each fault.
    static let all: [Fault: String] = [
        .lostReply: "FaultTests.swift", .midScanChange: "FaultTests.swift",
        .slowDcv: "FaultTests.swift", .purchaseError: "FaultTests.swift",
        .activeWithReplacedBy: "FaultTests.swift",

        .dcvFail: "ValidationFaultTests.swift", .dcvFlap: "ValidationFaultTests.swift",
        .caaBlock: "ValidationFaultTests.swift", .instantIssue: "ValidationFaultTests.swift",

        .shortTerm: "AnswerShapeTests.swift", .typeSubstitution: "PurchaseTests.swift",
        .reissueElementDocs: "AnswerShapeTests.swift", .noDnsLayer: "AnswerShapeTests.swift",

        .tlsExpired: "TLSTests.swift", .tlsWrongName: "TLSTests.swift",
        .tlsUntrusted: "TLSTests.swift", .tlsAlert: "TLSTests.swift",
    ]
}
