import Foundation
import TestSupport
import Testing

/// Two years of a seller with customers of every kind, and every mail that they got.
@Suite(.serialized, .timeLimit(.minutes(6)))
struct `What customers are told` {
    private static let price = "77.77 EUR"
    private static let staff = ["staff@reseller.test", "root@reseller.test"]
    /// One for each kind of customers, and several in one.
    private static let kinds: Set = [
        "certificate-expires", "certificate-reissued", "validation-needed", "not-served",
        "paid-period-ends", "digest",
    ]

    private static let played = Task { try await play() }
    private var years: CustomerYears { get async throws { try await Self.played.value } }

    private static func play() async throws -> CustomerYears {
        let night = try await Night.ordering(
            certificates: 12, options: ["--balance", "2000.00", "--no-validation-reuse"],
            module: "Name modulus-seven\nMinimalBalance 1500",
            settings: """
                NoticeAdministrator root@reseller.test
                NoticeCap 0
                ValidationHook www.by-hand.test none
                """)
        try await night.enrol()
        try await order(night)
        try await pass(night, "2026-11-20")
        // The first certificate was ssl-reissue's; for the next ones the customer has to ask.
        let manual = try await night.run(
            "ssl-admin", "subscription", "set", "N-1", "--policy", "manual", "--retail-price",
            price, "--renew-url", "https://shop.test/renew")
        #expect(manual.status == 0, "\(manual)")
        // Hosts that show another certificate than the one of a purchase and of a list.
        try await pass(night, "2026-11-24", wrong: ["N-2", "S-00001"])
        try set(night, "ssl-ledger.conf", "ValidationHook www.later.test none")
        try await reissue(night)
        try await renew(night)
        return try await CustomerYears(night)
    }

    /// Certificates within the first paid period, one with a further name.
    private static func reissue(_ night: Night) async throws {
        try await pass(night, "2027-05-30")
        try await pass(night, "2027-06-01", wrong: ["N-2"])
        try await run(night, "2027-06-02", "ssl-reissue", ["N-1", "--force", "--yes"])
        let added = try await night.order(
            ["add-names", "N-2", "e.many.test"] + Night.agreed, at: moment("2027-06-03"))
        #expect(added.status == 0, "\(added)")
        try await run(
            night, "2027-06-03", "ssl-reissue", ["N-2", "--force", "--reason", "names", "--yes"])
        try await pass(night, "2027-06-06", wrong: ["N-2"])
        try await pass(night, "2027-08-31")
        try await run(night, "2027-09-01", "ssl-reissue", ["N-1", "--force", "--yes"])
    }

    /// The end of the period, and the first certificates of the next one.
    private static func renew(_ night: Night) async throws {
        for day in ["2027-09-07", "2027-09-22", "2027-10-22", "2027-10-25"] {
            try await pass(night, day)
        }
        for reference in ["N-1", "N-2"] {
            let renewed = try await night.order(
                ["renew", reference, "--years", "1"] + Night.agreed, at: moment("2027-10-25"))
            #expect(renewed.status == 0, "\(renewed)")
        }
        for day in ["2027-11-11", "2027-11-12", "2027-11-15"] { try await pass(night, day) }
        try set(night, "ssl-ledger.conf", "NoticeDigest on")
        try set(night, "modules.d/demo.conf", "MinimalBalance 9000")
        try await run(night, "2027-11-16", "ssl-reissue", ["N-1", "--force", "--yes"])
        for day in ["2027-11-19", "2028-02-10", "2028-02-18", "2028-10-20"] {
            try await pass(night, day)
        }
    }

    /// One name and several, with a price and without, by hand and by mail.
    private static func order(_ night: Night) async throws {
        let several = ["--name", "b.many.test", "--name", "c.many.test", "--name", "d.many.test"]
        let orders = [
            ["N-1", "www.one-name.test", "Standard SSL"],
            ["N-2", "a.many.test", "SAN Certificate"] + several,
            ["N-3", "www.by-hand.test", "Standard SSL"],
            ["N-4", "www.by-mail.test", "Standard SSL", "--dcv", "email"],
            ["N-5", "www.later.test", "Standard SSL"],
        ]
        for words in orders {
            let mail = "owner@\(words[1])"
            let bought = try await night.order(
                ["buy", "--reference", words[0], "--host", words[1], "--product", words[2]]
                    + words.dropFirst(3) + ["--years", "1", "--mail", mail, "--another"]
                    + Night.agreed)
            #expect(bought.status == 0, "\(bought)")
        }
    }

    /// From now on a line of a file of settings is this one; ssl-ledger.conf takes several.
    private static func set(_ night: Night, _ file: String, _ line: String) throws {
        let name = line.prefix { $0 != " " }
        let isRepeated = name == "ValidationHook"
        let kept = try night.folder.read(file).split(separator: "\n")
            .filter { isRepeated || $0.prefix { $0 != " " } != name }
        try night.folder.write(
            (kept.map(String.init) + [line, ""]).joined(separator: "\n"), to: file)
    }

    private static func moment(_ day: String) -> String { day + "T03:17:00Z" }

    /// A night at the CA and here; some hosts show another certificate than the current one.
    private static func pass(_ night: Night, _ day: String, wrong: [String] = []) async throws {
        try await night.sandbox.move(to: moment(day))
        for program in ["ssl-scan", "ssl-reissue", "ssl-scan"] {
            try await run(night, day, program)
        }
        try await night.alter("DELETE FROM served")
        for reference in wrong {
            try await night.alter(
                """
                INSERT INTO served (subscription_id, certificate_id, target, state, looked_at)
                SELECT s.id, s.certificate_id, s.host || ':443', 'old', 1795144620
                FROM subscription AS s WHERE s.reference = '\(reference)'
                """)
        }
        try await run(night, day, "ssl-notify")
    }

    /// What needs a person ends a run with 1.
    private static func run(
        _ night: Night, _ day: String, _ program: String, _ words: [String] = []
    ) async throws {
        let outcome = try await night.start(program, words, at: moment(day)).end()
        #expect([0, 1].contains(outcome.status), "\(day) \(outcome)")
    }

    @Test func `is of every kind`() async throws {
        let mails = try await years.mails.filter { !Self.staff.contains($0.to) }
        #expect(Set(mails.map(\.kind)) == Self.kinds)
        #expect(mails.count > 20)
    }

    @Test func `has nothing of the CA, its numbers, its prices, or the module`() async throws {
        let years = try await years
        #expect(years.words.count > 6 && years.numbers.count > 20 && years.amounts.count > 20)
        for mail in years.mails where !Self.staff.contains(mail.to) {
            #expect(years.forbidden(in: mail) == [], "\(mail.id)")
        }
        // What the staff gets is full of it, so it would be found.
        let found = years.mails.filter { Self.staff.contains($0.to) }.map(years.forbidden)
        for list in [years.words, years.numbers, years.amounts] {
            #expect(found.contains { !list.isDisjoint(with: $0) })
        }
    }

    @Test func `has the seller's own price, and nothing else that looks like one`() async throws {
        let mails = try await years.mails.filter { !Self.staff.contains($0.to) }
        let price = try Regex("[0-9]+[.,][0-9]{2} ?(USD|EUR|\\$|€)|(\\$|€) ?[0-9]+")
        for mail in mails {
            let found = Set(
                mail.text.matches(of: price).map { String($0.output[0].substring ?? "") })
            let isPriced = ["paid-period-ends", "digest"].contains(mail.kind)
            #expect(found.subtracting(isPriced ? [Self.price] : []) == [], "\(mail.id)")
        }
        #expect(mails.contains { $0.kind == "paid-period-ends" && $0.text.contains(Self.price) })
    }

    @Test func `is that nothing is to pay for a reissue, and for nothing else`() async throws {
        let years = try await years
        var reissues = 0
        var first = 0
        for mail in years.mails where mail.kind == "certificate-reissued" {
            let number = try #require(years.certificates[mail.topic])
            let isReissue = !years.activated.contains(number)
            if isReissue { reissues += 1 } else { first += 1 }
            #expect(mail.saysNothingToPay == isReissue, "\(mail.id) \(number)")
        }
        #expect(reissues > 2 && first > 2, "\(reissues) \(first)")
        for mail in years.mails where ["paid-period-ends", "task-opened"].contains(mail.kind) {
            #expect(!mail.saysNothingToPay, "\(mail.id)")
        }
        // Told within its order, and before it is the turn of a renewal that is paid.
        let told = years.mails.filter {
            $0.kind == "certificate-expires" && $0.to == "owner@www.one-name.test"
        }
        #expect(Set(told.map(\.saysNothingToPay)) == [true, false])
        // An order's first certificate is proved, too.
        let proofs = years.mails.filter { $0.kind == "validation-needed" }
        #expect(Set(proofs.map(\.saysNothingToPay)) == [true, false])
    }
}

/// The mails of the years, and what must not be in a customer's.
private struct CustomerYears: Sendable {
    struct Mail: Decodable, Sendable {
        let id: String
        let to: String
        /// The headers but for the date.
        let head: String
        let text: String
        let html: String

        var kind: String { String(id.dropFirst().prefix { $0 != "." }) }
        /// The row it is about, such as `certificate-12`.
        var topic: String { String(id.split(separator: ".").dropFirst().first ?? "") }
        var saysNothingToPay: Bool {
            [text, html].contains { $0.lowercased().contains("nothing to pay") }
        }
    }

    let mails: [Mail]
    let words: Set<String>
    let numbers: Set<String>
    let amounts: Set<String>
    /// The numbers of certificates by the rows that Message-IDs name.
    let certificates: [String: String]
    /// Those that were the first of an order, as the CA has it.
    let activated: Set<String>

    private static let script = """
        import email, email.policy, glob, json, sys
        seen = []
        for path in sorted(glob.glob(sys.argv[1] + "/*.eml")):
            m = email.message_from_binary_file(open(path, "rb"), policy=email.policy.default)
            assert not m.defects
            text, html = [part.get_content() for part in m.iter_parts()]
            head = "\\\\n".join(f"{k}: {v}" for k, v in m.items() if k != "Date")
            seen.append({"id": m["Message-ID"], "to": m["To"].addresses[0].addr_spec,
                         "head": head, "text": text, "html": html})
        print(json.dumps(seen))
        """

    init(_ night: Night) async throws {
        let parsed = try await RunningProgram.run(
            "/usr/bin/python3", ["-c", Self.script, night.folder.file("outbox")])
        mails = try JSONDecoder().decode([Mail].self, from: Data(parsed.output.utf8))
        words = Set(
            try await night.rows(
                "SELECT DISTINCT product FROM certificate UNION SELECT product FROM purchase"
            )
            .map { $0.lowercased() }
                + ["namecheap", "modulus-seven", "department", "staff@", "balance", "ssl-admin"]
        ).subtracting([""])
        numbers = Set(
            try await night.rows(
                """
                SELECT number FROM certificate UNION SELECT order_number FROM certificate
                UNION SELECT provider_order FROM certificate UNION SELECT number FROM purchase
                UNION SELECT order_number FROM purchase
                UNION SELECT transaction_number FROM purchase
                """)
        ).subtracting([""])
        amounts = Set(
            try await night.rows(
                """
                SELECT printf('%.2f', n / 100.0) FROM (
                    SELECT balance AS n FROM module UNION SELECT total FROM price
                    UNION SELECT quoted FROM purchase UNION SELECT charged FROM purchase
                    UNION SELECT balance_before FROM purchase UNION SELECT 190000)
                WHERE n IS NOT NULL
                """))
        let rows = try await night.rows("SELECT 'certificate-' || id, number FROM certificate")
        certificates = Dictionary(
            rows.map { $0.split(separator: "|").map(String.init) }.map { ($0[0], $0[1]) },
            uniquingKeysWith: { first, _ in first })
        activated = Set(
            try await night.sandbox.journal().filter { $0.command.hasSuffix("ssl.activate") }
                .map(\.certificate))
    }

    /// What of the forbidden is in a mail: words anywhere, numbers that are not part of others.
    func forbidden(in mail: Mail) -> Set<String> {
        let all = [mail.head, mail.text, mail.html].joined(separator: "\n").lowercased()
        let parts = Set(
            all.split { !($0.isASCII && ($0.isNumber || $0 == ".")) }.map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: "."))
            })
        return words.filter(all.contains).union(numbers.union(amounts).intersection(parts))
    }
}
