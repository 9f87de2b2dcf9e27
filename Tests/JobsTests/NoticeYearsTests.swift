import ArgumentParser
import CertificateLedger
import Foundation
import Notices
import Subscriptions
import Synchronization
import TestSupport
import Testing

@testable import Jobs

/// Ends a run as a power failure would, at a step of its own choice.
private struct CutOff: Error {}

@Suite(.serialized, .timeLimit(.minutes(30))) struct `The years of notices` {
    /// Years and seeds: short here, five years and more seeds with SSL_LEDGER_LONG_TESTS=1.
    private static let isLong = ProcessInfo.processInfo.environment["SSL_LEDGER_LONG_TESTS"] == "1"
    private static let seeds: [UInt64] = isLong ? [1, 2, 3, 4, 5, 6] : [4]
    private static let days = isLong ? 5 * 365 + 1 : 150

    @Test(arguments: seeds)
    func `tell each person exactly what the table says, and no more`(seed: UInt64) async throws {
        // The short one begins where e-mail validation ends within it.
        let start = try #require(Day(iso: Self.isLong ? "2026-11-20" : "2027-10-15"))
        var years = try Years(seed: seed, start: start)
        var told = 0
        for _ in 0..<Self.days {
            told += try await years.pass()
            try #require(years.complaint == nil, "seed \(seed): \(years.complaint ?? "")")
        }
        #expect(years.kinds == Set(NoticeKind.allCases), "seed \(seed)")
        #expect(told > Self.days, "seed \(seed)")
        #expect(years.given > 0, "seed \(seed)")
        print("seed \(seed): \(Self.days) days, \(told) messages, \(years.summary)")
    }
}

/// Nights one after the other, with what goes wrong in them.
private struct Years {
    private var world: NoticeWorld
    private var oracle: NoticeOracle
    private let channel = FaultyChannel()
    private var missed = 0
    private var cuts = 0
    private var faults = 0
    private var repeats = 0
    /// How many were handed over twice without anybody's hearing, and not a third time.
    private(set) var given = 0
    /// Whether the run before was cut off.
    private var wasCut = false
    /// What was being handed over then.
    private var lineOfCut: ToldLine?
    /// The first night after a stretch without any.
    private var backOn: Day
    /// How often each was handed over without anybody's hearing how it fared.
    private var doubts: [ToldLine: Int] = [:]
    /// What did not reach somebody at least once, whoever that was.
    private var unreached: Set<ToldLine> = []
    /// How often each message arrived.
    private var seen: [String: Int] = [:]
    private(set) var kinds: Set<NoticeKind> = []
    /// What is wrong, once something is.
    private(set) var complaint: String?

    init(seed: UInt64, start: Day) throws {
        world = try NoticeWorld(seed: seed, start: start, count: 10)
        oracle = NoticeOracle(refusing: ["it2@harbour-demo.test"])
        backOn = start
    }

    var summary: String {
        "\(missed) nights missed, \(cuts) runs cut off, \(faults) deliveries without success,"
            + " \(repeats) repeated, \(given) given up"
    }

    /// A day and, mostly, its night; how many messages arrived.
    mutating func pass() async throws -> Int {
        world.today = world.today + 1
        try world.live()
        if world.happens(onceIn: 120) {
            backOn = world.today + Int.random(in: 5...20, using: &world.generator)
        }
        if world.today < backOn || world.happens(onceIn: 8) {
            missed += 1
            return 0
        }
        let due = try oracle.due(in: world)
        let cutAt = cut()
        let isTroubled = world.happens(onceIn: 10)
        let isDown = world.happens(onceIn: 40)
        var fates: [String: FaultyChannel.Fate] = [:]
        let customers = world.subscriptions.compactMap { $0.mail ?? $0.administrator }
        for mail in customers + NoticeWorld.department where isTroubled {
            fates[mail] =
                [.busy, .unheard, .lost, .arrives].randomElement(using: &world.generator)
        }
        for mail in oracle.refusing { fates[mail] = .refused }
        channel.behave { [fates] in isDown ? .down : fates[$0] ?? .arrives }
        let isEnded = try await run(cutAt: cutAt)
        let attempts = channel.take()
        wasCut = !isEnded
        lineOfCut = isEnded ? nil : try cutLine(attempts)
        // A run stops where nobody hears of three messages in a row.
        let last = attempts.suffix(3)
        let isStuck = last.count == 3 && last.allSatisfy(\.isDoubtful)
        let count = try check(due, attempts, isWhole: isEnded && !isDown && !isStuck)
        if !isEnded {
            cuts += 1
            // Nobody heard what became of the message at which the run was cut off.
            if let line = lineOfCut { doubts[line, default: 0] += 1 }
        }
        return count
    }

    /// After how many steps a run is cut off; what was cut off is often cut off again, at the
    /// message of which nobody heard.
    private mutating func cut() -> Int? {
        if wasCut, world.happens(onceIn: 2) {
            return Int.random(in: 0...1, using: &world.generator)
        }
        return world.happens(onceIn: 9) ? Int.random(in: 0..<8, using: &world.generator) : nil
    }

    /// Whether the run came to its end.
    private func run(cutAt: Int?) async throws -> Bool {
        let clock = try RunClock(environment: ["SSL_LEDGER_NOW": "\(world.now)"])
        let context = RunContext(
            program: "ssl-notify", options: try CommonOptions.parse(["--quiet"]),
            configuration: world.configuration, clock: clock, complaints: Transcript())
        let steps = Mutex(0)
        var run = try NoticeRun(
            context, ledger: world.ledger,
            way: NoticeSender(channel: channel, from: MailAddress("ssl@reseller.test"))
        ) { _ in
            let step = steps.withLock { count in
                count += 1
                return count
            }
            if let cutAt, step > cutAt { throw CutOff() }
        }
        do {
            _ = try await run.run(NoticeBounds())  // Refused messages end it with 1.
            return true
        } catch is CutOff { return false }
    }

    /// What was being handed over when the run was cut off: what the channel did not get yet, else
    /// what it got last.
    private func cutLine(_ attempts: [FaultyChannel.Attempt]) throws -> ToldLine? {
        let handed = Set(attempts.map(\.id))
        let open = try world.ledger.openNotices().filter {
            !handed.contains($0.messageID) && ($0.handingAt.map { $0 >= world.now } ?? false)
        }
        #expect(open.count <= 1)
        return open.first.map { ToldLine(id: $0.messageID, recipient: $0.key.recipient) }
            ?? attempts.last?.line
    }

    /// Compares what arrived with what the table says.
    private mutating func check(
        _ due: Set<ToldLine>, _ attempts: [FaultyChannel.Attempt], isWhole: Bool
    ) throws -> Int {
        var tried: Set<ToldLine> = []
        var count = 0
        for attempt in attempts {
            let line = attempt.line
            let before = doubts[line] ?? 0
            if attempt.isDoubtful { doubts[line, default: 0] += 1 }
            guard !oracle.refusing.contains(line.recipient) else { continue }
            tried.insert(line)
            guard attempt.hasArrived else {
                faults += 1
                unreached.insert(line.anyone)
                continue
            }
            count += 1
            seen[attempt.id, default: 0] += 1
            kinds.insert(line.kind)
            if !due.contains(line) {
                // The department hears what did not reach the customer.
                if isInPlaceOfCustomer(line), !oracle.isTold(line) {
                    oracle.note(line)
                    continue
                }
                // Once more only where nobody heard of the first time.
                guard seen[attempt.id] == 2, before > 0 else {
                    complaint = "\(world.today): told without need: \(line)"
                    continue
                }
                repeats += 1
            }
            hear(attempt)
        }
        if isWhole { try missing(due.subtracting(tried)) }
        return count
    }

    /// Whether the customer's own message was handed over twice without an answer: the department
    /// has a task about that instead of a copy.
    private func isGivenUpForCustomer(_ line: ToldLine) -> Bool {
        NoticeWorld.department.contains(line.recipient)
            && doubts.contains { other, count in
                count >= 2 && other.anyone == line.anyone && other.threshold == line.threshold
                    && oracle.refusing.contains(other.recipient)
            }
    }

    /// Somebody is told; what nobody heard the end of is not known to have been told.
    private mutating func hear(_ attempt: FaultyChannel.Attempt) {
        let line = attempt.line
        oracle.note(line)
        let isKnown = !attempt.isDoubtful && line != lineOfCut
        if isKnown, line.kind == .certificateReissued, oracle.heard[line.topic] == nil {
            oracle.heard[line.topic] = world.today
        }
    }

    /// Whether the department is told what a customer was not reached with.
    private func isInPlaceOfCustomer(_ line: ToldLine) -> Bool {
        NoticeWorld.department.contains(line.recipient) && unreached.contains(line.anyone)
    }

    /// What was due and not even tried: only what was handed over twice, and nobody knows.
    private mutating func missing(_ lines: Set<ToldLine>) throws {
        for line in lines {
            guard doubts[line] == 2 || isGivenUpForCustomer(line) else {
                complaint = "\(world.today): not told: \(line)"
                continue
            }
            given += 1
            oracle.note(line)
            let isCustomers = !(NoticeWorld.department + [NoticeWorld.administrator])
                .contains(line.recipient)
            let tasks = try world.ledger.tasksToTell().filter {
                $0.cause.hasPrefix("notice \(line.kind.rawValue) ")
            }
            if isCustomers, tasks.isEmpty {
                complaint = "\(world.today): nobody knows of \(line), and there is no task"
            }
        }
    }
}
