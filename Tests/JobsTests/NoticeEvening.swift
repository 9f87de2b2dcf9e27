import ArgumentParser
import CertificateLedger
import Notices
import Settings
import Subscriptions
import Testing
import Wording

@testable import Jobs

/// A world of notices whose runs a test begins one by one, at moments of its own.
struct NoticeEvening {
    var world: NoticeWorld
    let channel = FaultyChannel()
    private let complaints = Transcript()

    /// Subscriptions, every other one with policy manual, whose certificates end in so many days,
    /// and further settings.
    init(
        subscriptions count: Int = 0, left: Int = 1, settings: String = "",
        department: String = NoticeWorld.staff, mail: String? = nil
    ) throws {
        let start = try #require(Day(iso: "2026-11-20"))
        world = try NoticeWorld(
            seed: 1, start: start, count: count, settings: settings, department: department,
            left: left, mail: mail)
    }

    /// Opens tasks, each of which the department is told.
    func task(_ causes: String...) throws {
        for cause in causes {
            _ = try world.ledger.openTask(  // Whether it is new is the test's own knowledge.
                cause: cause, text: "to be done: \(cause)", module: world.module,
                subscription: nil, at: world.now)
        }
    }

    /// Changes a subscription as no command does.
    func change(_ reference: String, renewURL: String? = nil, language: String? = nil) throws {
        var change = SubscriptionChange()
        if let renewURL { change.renewURL = renewURL }
        if let language { change.language = language }
        _ = try world.ledger.change(  // What is another value now is the test's own knowledge.
            change, reference: reference, at: world.now)
    }

    /// Runs ssl-notify after a scan, so many seconds after the night's own time.
    func run(
        kinds: Set<NoticeKind> = [], after seconds: Int64 = 0,
        reach: @escaping @Sendable (NoticeDelivery.Step) throws -> Void = { _ in }
    ) async throws -> Jobs.ExitStatus {
        let clock = try RunClock(environment: ["SSL_LEDGER_NOW": "\(world.now + seconds)"])
        let context = RunContext(
            program: "ssl-notify", options: try CommonOptions.parse(["--quiet"]),
            configuration: world.configuration, clock: clock, complaints: complaints)
        let scan = try world.ledger.beginRun(program: "ssl-scan", at: world.now + -600)
        try world.ledger.endRun(
            scan, accounts: RunAccounts(), outcomes: [], exitCode: 0, at: world.now + -300)
        var run = try NoticeRun(
            context, ledger: world.ledger,
            way: NoticeSender(channel: channel, from: MailAddress("ssl@reseller.test")),
            kinds: kinds, reach: reach)
        return try await run.run(NoticeBounds())
    }

    /// What the runs complained about since it was asked last.
    func said() -> String { complaints.take().joined() }

    /// The causes of open tasks that begin with a word.
    func causes(_ word: String) throws -> [String] { try world.ledger.openCauses(of: word) }
}
