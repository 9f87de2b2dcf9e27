import ArgumentParser
import CertificateLedger
import Foundation
import Notices
import Subscriptions
import TestSupport
import Testing

@testable import Jobs

/// A seller with one subscription, laid out as a test needs it, and what there is to tell of it.
struct NoticeStage {
    static let host = "www.harbour-demo.test"

    let folder: TemporaryFolder
    let configuration: Configuration
    let ledger: Ledger
    var today: Day

    /// A subscription whose certificate 1 ends at noon of a day; `module` lines stand in the
    /// module's file.
    init(
        on today: String = "2026-11-20", issued: String = "2026-05-08",
        expires: String = "2026-11-24", ordered: String = "2026-01-16", years: Int = 1,
        policy: Policy = .auto, settings: String = "", module: String = ""
    ) throws {
        folder = try TemporaryFolder()
        configuration = try .ofReseller(in: folder, settings, module: module)
        ledger = try Ledger(path: folder.file("ledger.sqlite"), access: .readWrite)
        self.today = try #require(Day(iso: today))
        try begin(issued: issued, expires: expires)
        var enrolment = Enrolment(
            reference: "S-1", host: Self.host, names: [Self.host], number: 1,
            orderedOn: try #require(Day(iso: ordered)), years: years, method: "cname",
            folder: "harbour")
        enrolment.policy = policy
        enrolment.mail = "it@harbour-demo.test"
        let outcome = try ledger.enrol(
            enrolment, module: ledger.module(named: "demo").id, schedule: .forum, at: now)
        try #require(outcome == .added)
        try alter("UPDATE subscription SET enrolled_at = 0, announced_id = certificate_id")
        try alter(
            """
            UPDATE certificate SET issued_on = \(day(issued)), expires_on = \(day(expires)),
                expires_source = 'observed', not_after = \(day(expires)) * 86400 + 43200,
                fingerprint = 'f1', needs_details = 0;
            """)
    }

    var now: Timestamp { Timestamp(startOf: today) + 11_820 }

    private func begin(issued: String, expires: String) throws {
        let module = try ledger.module(named: "demo").id
        let row = ListedCertificate(
            number: 1, status: "active", host: Self.host, product: "positivessl", years: 1,
            purchasedOn: Day(iso: issued), expiresOn: Day(iso: expires), providerOrder: "")
        try ledger.beginList(module: module, at: now)
        try ledger.keep([row], module: module, nextPage: 2, total: 1)
        _ = try ledger.finishList(module: module, at: now)  // What changed is known.
    }

    private func day(_ iso: String) throws -> Int { try #require(Day(iso: iso)).number }

    /// Changes the ledger as no program does, to bring about what would take years.
    func alter(_ statements: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/sqlite3")
        process.arguments = ["-bail", folder.file("ledger.sqlite"), statements]
        try OneStart.run(process)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(statements)")
    }

    /// The next certificate is in force: a reissue, or the first of a renewal.
    func follow(
        with number: Int, issued: String, expires: String, isOfRenewal: Bool = false
    ) throws {
        try alter(
            """
            UPDATE certificate SET status = 'replaced', replaced_by = \(number)
            WHERE id = (SELECT certificate_id FROM subscription);
            INSERT INTO certificate (
                module_id, number, subscription_id, status, host, issued_on, expires_on,
                expires_source, not_after, fingerprint, needs_details)
            SELECT module_id, \(number), id, 'active', host, \(day(issued)), \(day(expires)),
                'observed', \(day(expires)) * 86400 + 43200, 'f\(number)', 0 FROM subscription;
            UPDATE subscription SET certificate_id = (
                SELECT id FROM certificate WHERE number = \(number));
            """)
        guard isOfRenewal else { return }
        try alter(
            """
            INSERT INTO paid_period (
                subscription_id, starts_on, ends_on, years, term_end, term_source, first_number)
            SELECT id, \(day(issued)), \(day(issued)) + 365, 1, \(day(issued)) + 365, 'ordered',
                \(number) FROM subscription;
            """)
    }

    /// The customer was told of the current certificate, so many days ago.
    func announce(daysAgo: Int = 0) throws {
        try alter(
            """
            INSERT INTO notice (
                kind, topic, threshold, recipient, audience, subscription_id, certificate_id,
                message_id, state, claimed_at, sent_at)
            SELECT 'certificate-reissued', 'certificate ' || certificate_id, 200,
                'it@harbour-demo.test', 'customer', id, certificate_id, 'a@b.test', 'sent', 1,
                \(now.seconds) - \(daysAgo) * 86400 FROM subscription;
            """)
    }

    /// What a place showed when it was asked about the current certificate.
    func look(_ place: String, shows state: String, _ detail: String = "") throws {
        try alter(
            """
            INSERT INTO served (
                subscription_id, certificate_id, target, state, detail, looked_at, served_at)
            SELECT id, certificate_id, '\(place)', '\(state)', '\(detail)', \(now.seconds),
                \(now.seconds) FROM subscription;
            """)
    }

    /// The current certificate is to be deployed, or is.
    func deploy(_ state: String) throws {
        try alter(
            """
            INSERT INTO deployment (subscription_id, certificate_id, target, state, deployed_at)
            SELECT id, certificate_id, 'hook', '\(state)',
                CASE '\(state)' WHEN 'deployed' THEN \(now.seconds) END FROM subscription;
            """)
    }

    /// Runs ssl-notify, whose messages fare as the channel says.
    func notify(_ channel: FaultyChannel) async throws {
        let context = RunContext(
            program: "ssl-notify", options: try CommonOptions.parse(["--quiet"]),
            configuration: configuration,
            clock: try RunClock(environment: ["SSL_LEDGER_NOW": "\(now)"]),
            complaints: Transcript())
        var run = try NoticeRun(
            context, ledger: ledger,
            way: NoticeSender(channel: channel, from: MailAddress("ssl@reseller.test")))
        _ = try await run.run(NoticeBounds())  // What became of it stands in the ledger.
    }

    /// A run of a program so many seconds before now, and what it says of the subscription.
    func run(
        _ program: String, before seconds: Int64, _ outcome: String, _ detail: String = "",
        isFailure: Bool = false, failed: Int = 0
    ) throws {
        let run = try ledger.beginRun(program: program, at: now + -seconds)
        var accounts = RunAccounts()
        accounts.failed = failed
        try ledger.endRun(
            run, accounts: accounts,
            outcomes: [
                RunOutcome(subscription: 1, outcome: outcome, detail: detail, isFailure: isFailure)
            ], exitCode: 0, at: now + (60 - seconds))
    }

    /// All that a source has to tell now.
    func candidates(_ source: any NoticeSource.Type) throws -> [NoticeCandidate] {
        let pass = try SelectionPass(
            ledger: ledger, bases: SelectionBases(configuration, at: now))
        return try source.candidates(
            NoticeBasis(now: now, ledger: ledger, configuration: configuration, pass: pass))
    }

    /// The one mail that a source has, as text and as HTML, each with its words on one line.
    func mail(_ source: any NoticeSource.Type) throws -> [String] {
        let found = try candidates(source)
        try #require(found.count == 1, "\(found.count)")
        let (notice, problem) = try NoticeTemplates(folder: nil).render(
            found[0].data(toStaff: false), language: nil)
        #expect(problem == nil)
        return [notice.subject + "\n" + notice.text, notice.subject + "\n" + notice.html].map {
            $0.replacing("<span style=\"white-space:nowrap\">", with: "")
                .replacing("</span>", with: "").split(whereSeparator: \.isWhitespace)
                .joined(separator: " ")
        }
    }
}

/// Holds both parts of a mail against what must be in it, and what must not.
func expect(
    _ parts: [String], holds: [String], lacks: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
) {
    for part in parts {
        for words in holds {
            #expect(
                part.contains(words), "\(words) is not in \(part)", sourceLocation: sourceLocation)
        }
        for words in lacks {
            #expect(
                !part.contains(words), "\(words) is in \(part)", sourceLocation: sourceLocation)
        }
    }
}
