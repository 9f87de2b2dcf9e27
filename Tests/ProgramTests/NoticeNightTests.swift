import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)))
struct `Notices of all kinds` {
    private static let customer = "it@harbour-demo.test"
    private static let staff = "staff@reseller.test"
    private static let administrator = "root@reseller.test"

    /// A night in which everything is to be told, and another one years later.
    private static let played = Task { try await play() }

    private static func play() async throws -> Night {
        let night = try await Night(
            RunningSandbox(certificates: 25),
            settings: """
                NoticeAdministrator \(administrator)
                NoticeCap 0
                ValidationHook api-2.* none
                """, module: "Name modulus-seven\nMinimalBalance 9999999")
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        try night.folder.write("no subject\n", to: "templates/night.txt.mustache")
        for program in ["ssl-scan", "ssl-reissue"] { _ = try await night.run(program) }
        // A host still shows the certificate before, four days after its reissue.
        try await night.alter(
            """
            INSERT INTO served (subscription_id, certificate_id, target, state, looked_at)
            SELECT s.id, s.certificate_id, s.host || ':443', 'old', 1795144620 FROM subscription AS s
            WHERE s.reference = 'S-00001';
            """)
        _ = try await night.run("ssl-notify")
        _ = try await night.run("ssl-notify", at: "2026-11-24T04:00:00Z")
        try night.refuseKey()
        _ = try await night.run("ssl-scan", at: "2026-11-24T05:00:00Z")
        _ = try await night.run("ssl-notify", at: "2026-11-24T06:00:00Z")
        try await night.alter("UPDATE subscription SET method = 'email' WHERE id = 3")
        _ = try await night.run("ssl-notify", at: "2028-02-01T04:00:00Z")
        return night
    }

    private var night: Night { get async throws { try await Self.played.value } }

    @Test(arguments: [
        ("certificate-expires", customer, "crm-16.harbour-demo.test"),
        ("certificate-reissued", customer, "mail-1-demo.test"),
        ("validation-needed", customer, "api-2.harbour-demo.test"),
        ("reissue-failed", staff, "api-2.harbour-demo.test"),
        ("not-served", customer, "mail-1-demo.test"),
        ("paid-period-ends", customer, "harbour-demo.test"),
        ("balance-low", staff, "modulus-seven"),
        ("account-unusable", staff, "modulus-seven"),
        ("task-opened", staff, "night.txt.mustache"),
        ("email-validation-ends", staff, "2028-03-15"),
        ("night", administrator, "ssl-reissue"),
    ])
    func `reach whom they are for and say what they are about`(
        kind: String, recipient: String, words: String
    ) async throws {
        let mails = try await night.mails().filter { $0.kind == kind }
        #expect(!mails.isEmpty)
        #expect(Set(mails.map(\.recipient)) == [recipient])
        #expect(mails.contains { $0.text.contains(words) })
    }

    @Test func `are each sent once`() async throws {
        let night = try await night
        let states = try await night.rows("SELECT DISTINCT state FROM notice ORDER BY 1")
        #expect(states == ["overtaken", "sent"])
        let ids = try await night.value("SELECT count(*) FROM notice WHERE state = 'sent'")
        #expect(try night.mails().count == Int(ids))
        let attempts = try await night.rows(
            "SELECT DISTINCT attempts FROM notice WHERE state = 'sent'")
        #expect(attempts == ["1"])
    }

    @Test func `tell customers nothing of the CA, its numbers, its prices, or the module`()
        async throws
    {
        let night = try await night
        var forbidden = ["Namecheap", "modulus-seven", "PositiveSSL", "positivessl", "Department"]
        forbidden += try await night.rows(
            """
            SELECT number FROM certificate UNION SELECT order_number FROM certificate
            WHERE order_number IS NOT NULL UNION SELECT balance / 100 FROM module
            """)
        let mails = try night.mails().filter { $0.recipient == Self.customer }
        #expect(mails.count > 10)
        for mail in mails {
            // Message-ID and Date are numbers of our own.
            let text = mail.text.split(separator: "\r\n")
                .filter { !$0.hasPrefix("Message-ID:") && !$0.hasPrefix("Date:") }
                .joined(separator: "\n")
            for word in forbidden {
                let isThere = text.ranges(of: word).contains { range in
                    let before = text[..<range.lowerBound].last
                    let after = text[range.upperBound...].first
                    // A record's value is random letters and digits.
                    let isNumber = word.allSatisfy(\.isNumber)
                    return ![before, after].contains {
                        $0?.isNumber == true || $0 == "-" || (isNumber && $0?.isLetter == true)
                    }
                }
                #expect(!isThere, "\(word) in \(mail.kind)")
            }
        }
    }

    @Test func `leave accounts that add up`() async throws {
        let wrong = try await night.value(
            """
            SELECT count(*) FROM run WHERE program = 'ssl-notify' AND (finished_at IS NULL
                OR considered + not_selected <> subscriptions OR considered <> acted + skipped
                OR considered <> (SELECT count(*) FROM run_outcome WHERE run_id = run.id))
            """)
        #expect(wrong == "0")
    }

    @Test func `say in the report what became of each`() async throws {
        let report = try await night.run("ssl-report", "notices", "--csv", "-")
        let lines = report.output.split(whereSeparator: \.isNewline)
        let count = try await night.value("SELECT count(*) FROM notice")
        #expect(lines.count == (Int(count) ?? 0) + 1)
        #expect(
            lines.first?.hasSuffix("topic,audience,module,handing_at,next_attempt_at,receipt")
                == true)
        #expect(report.output.contains("balance-low,200,\(Self.staff)"))
    }

    @Test func `close the task of an account with the first call that succeeds`() async throws {
        let night = try await Night(RunningSandbox(certificates: 1))
        try await night.enrol()
        try night.refuseKey()
        #expect(try await night.run("ssl-scan").status == 77)
        let open = "SELECT cause FROM task WHERE closed_at IS NULL"
        #expect(try await night.rows(open) == ["account demo"])
        #expect(try await night.run("ssl-scan").status == 77)
        #expect(try await night.rows("SELECT count(*) FROM task") == ["1"])
        try night.takeKey()
        #expect(try await night.run("ssl-scan").status == 0)
        #expect(try await night.rows(open) == [])
    }
}

extension Night {
    /// From now on the account has another key.
    fileprivate func refuseKey() throws { try change(Night.key, to: "another") }

    /// The account has the key again.
    fileprivate func takeKey() throws { try change("another", to: Night.key) }

    private func change(_ old: String, to new: String) throws {
        let text = try folder.read("modules.d/demo.conf")
        try folder.write(
            text.replacingOccurrences(of: "APIKey \(old)", with: "APIKey \(new)"),
            to: "modules.d/demo.conf")
    }
}
