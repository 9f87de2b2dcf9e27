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
    private static let seeds: [UInt64] = isLong ? [1, 2, 3, 4] : [1]
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
    private var handedOn = 0
    /// What may have been handed over without a record of it, and may come once more.
    private var doubtful: Set<String> = []
    private var fates: [String: FaultyChannel.Fate] = [:]
    /// Mailboxes that are full, and until when.
    private var full: [String: Day] = [:]
    private var failedBefore: Set<ToldLine> = []
    private var seen: [String: Int] = [:]
    private(set) var kinds: Set<NoticeKind> = []
    /// What is wrong, once something is.
    private(set) var complaint: String?

    init(seed: UInt64, start: Day) throws {
        world = try NoticeWorld(seed: seed, start: start, count: 10)
        oracle = NoticeOracle(refusing: ["it2@harbour-demo.test"])
    }

    var summary: String {
        "\(missed) nights missed, \(cuts) runs cut off, \(faults) messages refused for a while,"
            + " \(repeats) repeated, \(handedOn) told the department, too"
    }

    /// A day and, mostly, its night; how many messages arrived.
    mutating func pass() async throws -> Int {
        world.today = world.today + 1
        try world.live()
        if world.happens(onceIn: 8) {
            missed += 1
            return 0
        }
        let due = try oracle.due(in: world)
        let cutAt = world.happens(onceIn: 9) ? Int.random(in: 0..<8, using: &world.generator) : nil
        let isTroubled = world.happens(onceIn: 10)
        let isDown = world.happens(onceIn: 40)
        fates = [:]
        for mail in world.subscriptions.compactMap(\.mail) + [NoticeWorld.staff] where isTroubled {
            fates[mail] =
                [.busy, .unheard, .lost, .arrives].randomElement(using: &world.generator)
        }
        if world.happens(onceIn: 6),
            let mail = world.subscriptions.compactMap(\.mail).randomElement(using: &world.generator)
        {
            full[mail] = world.today + Int.random(in: 0..<7, using: &world.generator)
        }
        for (mail, until) in full where until >= world.today { fates[mail] = .busy }
        for mail in oracle.refusing { fates[mail] = .refused }
        channel.behave { [fates] in isDown ? .down : fates[$0] ?? .arrives }
        let isEnded = try await run(cutAt: cutAt)
        if !isEnded { cuts += 1 }
        return try check(due, isCut: !isEnded, isDown: isDown)
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

    /// Compares what arrived with what the table says.
    private mutating func check(
        _ due: Set<ToldLine>, isCut: Bool, isDown: Bool
    ) throws -> Int {
        let arrived = channel.take()
        let failed = Set(channel.takeFailed()).filter { !oracle.refusing.contains($0.recipient) }
        faults += failed.count
        failedBefore.formUnion(failed)
        let (due, beside) = besides(due, arrived.map(\.line), failed, isCut: isCut, isDown: isDown)
        var fresh: Set<ToldLine> = []
        for (id, line) in arrived {
            seen[id, default: 0] += 1
            kinds.insert(line.kind)
            if due.contains(line) || (beside.contains(line) && !oracle.isTold(line)) {
                fresh.insert(line)
            } else if doubtful.contains(id), seen[id] == 2 {
                repeats += 1
            } else {
                complaint = "\(world.today): told without need: \(line)"
            }
            oracle.note(line)
            if fates[line.recipient] == .unheard { doubtful.insert(id) }
            if line.kind == .certificateReissued, oracle.heard[line.topic] == nil {
                oracle.heard[line.topic] = world.today
            }
        }
        if !isCut, !isDown {
            for line in due.subtracting(fresh).subtracting(failed) {
                if try isGivenUp(line) {
                    oracle.note(line)
                } else {
                    complaint = "\(world.today): not told: \(line)"
                }
            }
        } else if let last = arrived.last {
            doubtful.insert(last.id)
        }
        return arrived.count
    }

    /// What is due with what the department has to be told beside customers, and what it may be.
    private mutating func besides(
        _ due: Set<ToldLine>, _ arrived: [ToldLine], _ failed: Set<ToldLine>, isCut: Bool,
        isDown: Bool
    ) -> (due: Set<ToldLine>, beside: Set<ToldLine>) {
        let before = oracle.unreached.allowed
        let fates = fates
        let sure = Set(isCut ? arrived.dropLast() : arrived[...]).filter {
            fates[$0.recipient] != .unheard
        }
        let refused = failed.filter { !isDown && fates[$0.recipient] == .busy }
        let required = oracle.unreached.pass(due: due, arrived: sure, failed: refused) { line in
            isCut || (!isDown && [.lost, .unheard].contains(fates[line.recipient]))
        }.filter { !oracle.isTold($0) }
        handedOn += required.count
        return (due.union(required), before.union(oracle.unreached.allowed))
    }

    /// Whether two runs were cut off while they handed it over: it is never tried a third time.
    private func isGivenUp(_ line: ToldLine) throws -> Bool {
        // The hash behind the topic of an issuance is not the oracle's to know.
        if line.kind == .validationNeeded { return failedBefore.contains(line) }
        let topic = line.topic.replacingOccurrences(of: "-", with: " ")
        return try world.ledger.notices(kind: line.kind.rawValue, topic: topic).contains {
            $0.state == .unknown && $0.key.threshold == line.threshold && $0.doubts > 0
        }
    }
}
