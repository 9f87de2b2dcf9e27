import Foundation
import TestSupport
import Testing

@Suite(.serialized, .timeLimit(.minutes(4)))
struct `A renewal` {
    private static let yearEnd = "2027-11-20"

    /// A subscription of one year, bought and live, and the moment so many days before its end.
    private func ordered(
        _ product: String = "Standard SSL", at start: String = Night.first
    ) async throws -> Night {
        let night = try await Night.ordering(options: ["--no-validation-reuse"])
        let bought = try await night.order(
            ["buy", "--product", product, "--years", "1", "--host", "www.new-order.test"]
                + ["--reference", "N-1"] + Night.agreed, at: start)
        guard bought.status == 0 else { throw RunningProgram.Problem.noAnswer("\(bought)") }
        return night
    }

    private func moment(_ day: String, plus days: Int = 0) -> String {
        let date = ISO8601DateFormatter().date(from: day + "T03:17:00Z") ?? Date()
        return ISO8601DateFormatter().string(from: date + Double(days) * 86_400)
    }

    /// Plays the night of a moment at the sandbox and here.
    private func play(_ night: Night, _ moment: String) async throws {
        try await night.sandbox.move(to: moment)
        for program in ["ssl-scan", "ssl-reissue"] {
            let outcome = try await night.run(program, at: moment)
            // After missed nights ssl-scan may name what ssl-reissue is about to do.
            let isWell = outcome.status == 0 || (program == "ssl-scan" && outcome.status == 1)
            #expect(isWell, "\(moment) \(program) \(outcome)")
        }
    }

    private func renew(_ night: Night, at moment: String, years: Int = 1) async throws -> Outcome {
        try await night.sandbox.move(to: moment)
        return try await night.order(
            ["renew", "N-1", "--years", "\(years)"] + Night.agreed, at: moment)
    }

    /// The days that no certificate of the subscription covers, up to a day.
    private func uncovered(_ night: Night, until end: String) async throws -> String {
        try await night.value(
            """
            WITH RECURSIVE day (n) AS (
                SELECT min(issued_on) FROM certificate WHERE subscription_id IS NOT NULL
                UNION ALL SELECT n + 1 FROM day WHERE n < julianday('\(end)') - 2440587.5 - 1)
            SELECT count(*) FROM day WHERE NOT EXISTS (
                SELECT 1 FROM certificate AS c WHERE c.subscription_id IS NOT NULL
                    AND n BETWEEN c.issued_on AND c.expires_on)
            """)
    }

    @Test(arguments: [1, 45, 90])
    func `bought early leaves no day uncovered and reissues the old order no more often`(
        daysEarly: Int
    ) async throws {
        let night = try await ordered()
        let renewalDay = 365 - daysEarly
        // Most nights are missed, and never so many that a window passes: certificates end on the
        // days 200, 295, 365 and, of the renewal, 458 or a little later.
        var last = -1
        for day in [0, 100, 195, 250, 290, 330, 358, 366, 400, 441] {
            defer { last = day }
            if last < renewalDay, renewalDay <= day {
                let renewal = moment("2026-11-20", plus: renewalDay)
                let outcome = try await renew(night, at: renewal)
                #expect(outcome.status == 0, "\(outcome)")
                #expect(
                    outcome.errors.contains(
                        "certificates to expect from 2027-11-20 to 2028-11-20"))
                try await play(night, renewal)
            }
            try await play(night, moment("2026-11-20", plus: day))
        }
        #expect(try await uncovered(night, until: "2028-02-01") == "0")
        #expect(try await night.sandbox.paid() == ["OK", "OK"])
        #expect(
            try await night.rows(
                "SELECT date(starts_on * 86400, 'unixepoch'), date(ends_on * 86400, 'unixepoch'),"
                    + " years, term_source = 'estimated', is_waiting, amount FROM paid_period"
                    + " ORDER BY starts_on")
                == ["2026-11-20|2027-11-20|1|0|0|599", "2027-11-20|2028-11-20|1|0|0|748"])
        let inOld = try await night.value(
            "SELECT count(*) FROM certificate AS c JOIN paid_period AS p ON p.id ="
                + " c.paid_period_id WHERE date(p.starts_on * 86400, 'unixepoch') = '2026-11-20'")
        #expect(inOld == "3", "certificates in the old order")
    }

    @Test func `is not sent again while it waits, nor too early`() async throws {
        let night = try await ordered()
        try await play(night, moment("2026-11-20"))
        let early = try await renew(night, at: moment("2027-05-01"))
        #expect(early.status == 1 && early.errors.contains("can be renewed from 2027-08-22 to"))
        #expect(try await night.sandbox.paid() == ["OK"])
        for day in ["2027-05-20", "2027-06-01", "2027-08-25"] {
            try await play(night, moment(day))
        }
        let first = try await renew(night, at: moment("2027-09-01"))
        #expect(first.status == 0, "\(first)")
        let again = try await renew(night, at: moment("2027-09-02"))
        #expect(again.status == 0, "\(again)")
        let activated = try await night.order(["activate", "N-1"], at: moment("2027-09-02"))
        #expect(activated.status == 1, "\(activated)")
        #expect(
            activated.errors.contains("the certificate in hand is good for")
                && activated.errors.contains("ssl-reissue activates the order when it gains"),
            "\(activated)")
        let other = try await renew(night, at: moment("2027-09-03"), years: 2)
        #expect(other.status == 1 && other.errors.contains("waits to be activated"), "\(other)")
        #expect(try await night.sandbox.paid() == ["OK", "OK"])
    }

    /// A year of PositiveSSL bought before the change of 2026-07-11, near its end.
    private func old() async throws -> Night {
        let sandbox = try await RunningSandbox(certificates: 1, clock: "2026-01-10T01:00:00Z")
        let night = try Night(sandbox)
        let start = "2026-01-10T03:17:00Z"
        try await sandbox.move(to: start)
        #expect(try await night.run("ssl-scan", at: start).status == 0)
        let bought = try await night.order(
            ["buy", "--product", "PositiveSSL", "--years", "1", "--host", "www.new-order.test"]
                + ["--reference", "N-1"] + Night.agreed, at: start)
        #expect(bought.status == 0, "\(bought)")
        #expect(try await night.run("ssl-reissue", at: start).status == 0)
        return night
    }

    @Test func `of an old product is tried by both names, paid once`() async throws {
        let night = try await old()
        try await night.disturb("error", RunningSandbox.renew, ["number=2012301"])
        let outcome = try await renew(night, at: "2026-12-01T03:17:00Z")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try await night.sandbox.paid() == ["OK", "refused 2012301", "OK"])
        #expect(
            try await night.rows("SELECT state, product FROM purchase WHERE kind = 'renew'")
                == ["refused|PositiveSSL", "bought|Standard SSL"])
    }

    @Test(arguments: [("4028294", "a renewal is there already"), ("2011301", "2011301")])
    func `that the CA refuses is tried once`(number: String, text: String) async throws {
        let night = try await old()
        try await night.disturb("error", RunningSandbox.renew, ["number=\(number)"])
        let outcome = try await renew(night, at: "2026-12-01T03:17:00Z")
        #expect(outcome.status == 1 && outcome.errors.contains(text), "\(outcome)")
        #expect(try await night.sandbox.paid() == ["OK", "refused \(number)"])
        #expect(try await night.orders() == ["buy|bought", "renew|refused"])
    }

    @Test func `whose answer was lost is found in the account`() async throws {
        let night = try await old()
        try await night.disturb("lostReply", RunningSandbox.renew)
        let outcome = try await renew(night, at: "2026-12-01T03:17:00Z")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try await night.orders() == ["buy|bought", "renew|bought"])
        #expect(try await night.value("SELECT sum(is_waiting) FROM paid_period") == "1")
        #expect(try await renew(night, at: "2026-12-02T03:17:00Z").status == 0)
        #expect(try await night.sandbox.paid().count == 2)
    }
}
