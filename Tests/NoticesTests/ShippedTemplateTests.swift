import Notices
import TestSupport
import Testing

/// What a mail must hold, and what it must not.
struct MailExpectation: Sendable, CustomTestStringConvertible {
    let kind: NoticeKind
    var with: [NoticeField: NoticeValue] = [:]
    let holds: [String]
    var lacks: [String] = []

    var testDescription: String {
        ([kind.rawValue] + with.keys.map(\.name).sorted()).joined(separator: " ")
    }

    /// What each mail about a subscription names.
    private static let subject = ["shop.example.com", "R-1042", "2031-04-02"]

    static let all = [
        MailExpectation(
            kind: .certificateExpires,
            holds: subject + [
                "2026-10-19", "in 9 days", "www.shop.example.com", "What to do", "Answer this mail",
                "Install the new", "nothing to pay", "a reissue, not a renewal",
                "see a warning", "Example Hosting", "support@hosting.example",
            ], lacks: ["CSR", "We install it", "staff"]),
        MailExpectation(
            kind: .certificateExpires,
            with: [
                .daysLeft: .number(-2), .nothingToPay: .flag(false), .renewalPaid: .flag(true),
                .weInstall: .flag(true),
            ],
            holds: [
                "expired 2 days ago", "first certificate of the renewal", "We install it",
                "Since 2026-10-19",
            ], lacks: ["nothing to pay", "expires in", "Install the new"]),
        MailExpectation(
            kind: .certificateExpires, with: [.installBy: .text("")],
            holds: ["in place of the old one at once"], lacks: ["at the latest"]),
        MailExpectation(
            kind: .certificateExpires,
            with: [.paidUntil: .text(""), .keyWithCustomer: .flag(true), .toStaff: .flag(true)],
            holds: ["(CSR)", "our own staff", "nobody at the customer is known"],
            lacks: ["paid until", "2031"]),
        MailExpectation(
            kind: .certificateReissued,
            holds: subject + [
                "2027-04-27", "2026-10-19", "names in it are the same", "shop.example.com:443",
                "mail.example.com:993", "has to be installed by 2026-10-18", "nothing to pay",
                "a key is never sent by mail", "see a warning", "What changed",
            ], lacks: ["nothing for you to do", "PEM"]),
        MailExpectation(
            kind: .certificateReissued,
            with: [.installed: .flag(true), .seenWorking: .flag(true)],
            holds: subject + [
                "installed and working", "nothing for you to do", "2027-04-27", "seen working at",
            ], lacks: ["What happens otherwise", "Install both", "We have installed it"]),
        MailExpectation(
            kind: .certificateReissued, with: [.installed: .flag(true)],
            holds: subject + ["We have installed it.", "nothing for you to do", "2027-04-27"],
            lacks: ["What happens otherwise", "Install both", "working", "443"]),
        MailExpectation(
            kind: .certificateReissued,
            with: [
                .keyWithCustomer: .flag(true), .certificateText: .text("-----BEGIN C-----\nMII=\n"),
                .addedNames: .texts(["new.example.com"]),
                .removedNames: .texts(["old.example.com"]),
                .previousExpirationDate: .text(""), .nothingToPay: .flag(false),
            ],
            holds: [
                "at the end of this mail", "-----BEGIN C-----\nMII=", "new.example.com",
                "old.example.com", "no\ncertificate of this subscription",
            ], lacks: ["nothing to pay", "the same as before"]),
        MailExpectation(
            kind: .validationNeeded,
            holds: subject + [
                "2026-10-19", "2026-10-18", "_3f5d0c8be1a94c27.shop.example.com", "CNAME",
                "9b1e6a70c2d84f35.4d7c1f08ab92e6d3.validation.example.net",
                "http://shop.example.com/.well-known/pki-validation/3F5D0C8B.txt",
                "9b1e6a70c2d84f354d7c1f08ab92e6d3\nvalidation.example.net", "admin@example.com",
                "cannot be issued", "see a warning", "nothing to pay", "in 9 days",
            ]),
        MailExpectation(
            kind: .validationNeeded,
            with: [
                .files: .rows([]), .mailboxes: .rows([]), .expirationDate: .text(""),
                .publishBy: .text(""),
            ],
            holds: ["CNAME", "Please do it at once"],
            lacks: ["http://", "approval", "2026-10-19, on", "{{"]),
        MailExpectation(
            kind: .notServed,
            holds: subject + [
                "2027-04-27", "2026-10-19",
                "shop.example.com:443: an earlier certificate, which expires on 2026-10-19",
                "By 2026-10-18",
                "not installed yet", "Install the new certificate", "nothing to pay",
                "see a warning",
            ], lacks: ["ssl-admin"]),
        MailExpectation(
            kind: .notServed, with: [.weInstall: .flag(true), .shown: .rows([])],
            holds: ["could not be deployed", "subscription show R-1042", "see a warning"],
            lacks: ["We have deployed", "What we saw", "--served", "not installed yet"]),
        MailExpectation(
            kind: .notServed, with: [.weInstall: .flag(true), .deployed: .flag(true)],
            holds: ["We have deployed", "ssl-admin subscription set R-1042 --served HOST:PORT"],
            lacks: ["not installed yet"]),
        MailExpectation(
            kind: .paidPeriodEnds,
            holds: subject + [
                "in 30 days", "https://hosting.example/renew?service=1042",
                "A year costs 49.90 EUR",
                "a renewal", "No further certificate", "see a warning",
            ], lacks: ["nothing to pay"]),
        MailExpectation(
            kind: .paidPeriodEnds,
            with: [
                .renewURL: .text(""), .price: .text(""), .daysLeft: .number(-1),
                .certificateEnded: .flag(true),
            ],
            holds: [
                "ended", "yesterday", "Answer this mail", "tell you the price",
                "expired on 2031-04-02, and since then",
            ], lacks: ["here:", "A year costs", "expires on"]),
        MailExpectation(
            kind: .paidPeriodEnds,
            with: [.certificatesFollow: .flag(true), .expirationDate: .text("2031-03-10")],
            holds: ["Until 2031-04-02 nothing changes", "see a warning"],
            lacks: ["No further certificate is issued."]),
        MailExpectation(
            kind: .reissueFailed,
            holds: subject + [
                "2026-10-19", "in 4 days", "the CA refused the CSR", "set the host to",
                "ssl-admin task take 17", "main", "4711", "815", "2026-10-11", "costs nothing",
            ], lacks: ["ALARM"]),
        MailExpectation(
            kind: .reissueFailed, with: [.alarm: .flag(true), .nextAttempt: .text("")],
            holds: ["ssl-admin subscription show R-1042"], lacks: ["Tried again"]),
        MailExpectation(
            kind: .balanceLow,
            holds: ["12.50 USD", "50.00 USD", "main", "top the account up", "cost nothing"]),
        MailExpectation(
            kind: .accountUnusable,
            holds: [
                "main", "120", "2026-10-19", "does not take the API key",
                "ssl-admin module test main", "Nothing is reissued",
            ]),
        MailExpectation(
            kind: .taskOpened,
            holds: subject + [
                "2026-10-19", "hand-over R-1042", "has no place to go", "export the certificate",
                "ssl-admin task take 17",
            ]),
        MailExpectation(
            kind: .emailValidationEnds,
            holds: [
                "2028-03-15", "in 180 days", "R-1042", "R-1043", "*.example.org",
                "admin@example.com", "2027-10-19", "2031-04-02",
                "ssl-admin subscription set REFERENCE --dcv cname",
            ]),
        MailExpectation(
            kind: .night,
            holds: [
                "2026-10-10", "ledger.hosting.example", "since 2026-10-09 02:10 UTC", "ssl-scan",
                "ssl-reissue", "5000", "31",
                "/srv/shop cannot be written", "limit-reached", "has no place to go",
                "since 2026-10-08",
            ], lacks: ["None.", "Nothing."]),
        MailExpectation(
            kind: .night,
            with: [
                .failures: .rows([]), .notDone: .rows([]), .tasks: .rows([]), .runs: .rows([]),
            ],
            holds: ["Look at cron", "None.", "Nothing."], lacks: ["ssl-scan:"]),
    ]
}

@Suite struct `A shipped template` {
    private func render(_ expectation: MailExpectation) throws -> Notice {
        let data = try NoticeData.sample(expectation.kind, with: expectation.with)
        let (notice, problem) = try NoticeTemplates(folder: nil).render(data, language: "de")
        #expect(problem == nil)
        return notice
    }

    @Test func `is looked at for every kind`() {
        #expect(Set(MailExpectation.all.map(\.kind)) == Set(NoticeKind.allCases))
    }

    @Test(arguments: MailExpectation.all)
    func `says what must be said, in text and in HTML`(_ expectation: MailExpectation) throws {
        let notice = try render(expectation)
        for (part, text) in [("text", notice.text), ("HTML", notice.html.withoutSpans)] {
            for fact in expectation.holds {
                // A sentence goes on in the next line wherever that fits.
                let isThere =
                    text.contains(fact) || text.flowed.contains(fact.flowed)
                    || text.lowercased().contains(fact.lowercased())
                #expect(isThere, "\(part) lacks \(fact)")
            }
            for word in expectation.lacks + ["{{", "}}"] {
                #expect(!text.flowed.contains(word), "\(part) holds \(word)")
            }
        }
    }

    @Test(arguments: NoticeKind.allCases)
    func `keeps its lines short and is a page of its own`(_ kind: NoticeKind) throws {
        let notice = try render(MailExpectation(kind: kind, holds: []))
        let isLong = notice.text.split(separator: "\n").filter { line in
            line.count > 100 && !line.contains("{{")
        }
        #expect(
            isLong.count <= (kind == .night || kind == .emailValidationEnds ? 4 : 0), "\(isLong)")
        #expect(!notice.text.contains("\n\n\n"), "\(notice.text)")
        #expect(notice.html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">\n<head>"))
        #expect(notice.html.contains("<meta charset=\"utf-8\">"))
        for outside in ["<img", "<script", "<link", "url(", "@import", "src="] {
            #expect(!notice.html.contains(outside))
        }
        #expect(notice.subject.count <= 120, "\(notice.subject)")
    }

    @Test(arguments: NoticeKind.allCases.filter { $0.audience == .customer })
    func `for customers names no CA, no number of it, no module and no balance`(
        _ kind: NoticeKind
    ) throws {
        let foreign = [
            NoticeField.module, .product, .certificateID, .orderID, .balance, .minimum, .cause,
            .task, .happened,
        ]
        #expect(kind.fields.allSatisfy { !foreign.contains($0) })
        for expectation in MailExpectation.all where expectation.kind == kind {
            let isForStaff =
                expectation.with[.weInstall] == .flag(true)
                || expectation.with[.toStaff] == .flag(true)
            let notice = try render(expectation)
            for part in [notice.subject, notice.text, notice.html].map({ $0.lowercased() }) {
                for word in [
                    "namecheap", "sectigo", "comodo", "positivessl", "ssl.com", "module", "usd",
                    "$", "4711", "815",
                ] + (isForStaff ? [] : ["ssl-admin", "ssl-report", "task"]) {
                    #expect(!part.contains(word), "\(word)")
                }
            }
        }
    }

    @Test func `of a digest holds each notice once, greets once and signs once`() throws {
        let kinds = [NoticeKind.certificateExpires, .validationNeeded, .paidPeriodEnds]
        let data = try kinds.map { try NoticeData.sample($0) }
        let templates = try NoticeTemplates(folder: nil)
        let (notice, problem) = try templates.digest(data, language: nil)
        #expect(problem == nil)
        #expect(notice.subject == "3 messages about your SSL certificates")
        for one in data {
            let alone = try templates.render(one, language: nil).notice
            #expect(notice.text.contains(alone.subject) && notice.html.contains(alone.subject))
        }
        for part in [notice.text, notice.html] {
            for once in [
                "Dear customer", "Kind regards", "Answer this mail and ask", "A year costs",
            ] {
                #expect(part.flowed.ranges(of: once.flowed).count == 1, "\(once)")
            }
            #expect(!part.contains("{{"))
        }
        #expect(notice.html.ranges(of: "<html").count == 1)
    }
}

extension String {
    /// HTML without what keeps dates on one line.
    fileprivate var withoutSpans: String {
        replacing("<span style=\"white-space:nowrap\">", with: "").replacing("</span>", with: "")
    }

    /// The text with line ends and indents as single blanks.
    fileprivate var flowed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
