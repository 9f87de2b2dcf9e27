import CertificateLedger
import DomainValidation
import Subscriptions
import Wording

// What was published is seen where the CA looks before the CA is asked anything.
extension IssuanceWorker {
    /// What became of a record that was looked at.
    enum Look: Sendable {
        /// Everything is seen, or the CA is left to see for itself.
        case passed
        /// It is left to a later run.
        case left(IssuanceEnd)
        /// Other proofs are to be published in its place.
        case changed
    }

    /// Seconds after which a server that does not answer holds up nothing any more.
    ///
    /// Resolvers pass over a dead secondary, so a CA may succeed without it. Six hours are longer
    /// than a repair at night usually takes, and short beside the smallest window.
    private static let patience: Int64 = 21_600

    /// So many runs that did not see the record come before another method, where one is set: two
    /// hours of runs every quarter of an hour.
    private static let mostLooks = 8

    /// The tokens that are to be seen first; none where nobody can look.
    func unseen(_ issuance: Issuance) throws(LedgerError) -> [KeptToken] {
        guard looks.look(ofModule: moduleName(issuance.module)) != nil else { return [] }
        return try ledger.tokens(of: issuance).filter { $0.publishedAt != nil && $0.seenAt == nil }
    }

    /// Looks until everything is seen, with pauses that grow, as long as a run may.
    func see(_ issuance: Issuance) async throws -> Look {
        guard let look = looks.look(ofModule: moduleName(issuance.module)) else { return .passed }
        var pauses = LookPauses(limit: looks.limit, clock: context.clock)
        while true {
            var sightings: [Sighting] = []
            for token in try unseen(issuance) {
                let sighting = await look.look(for: ValidationRecord(token))
                if sighting == .seen { try ledger.seen(token, at: now) }
                sightings.append(sighting)
            }
            let sighting = Sighting.all(sightings)
            if sighting == .seen {
                try goOn(issuance)
                try ledger.closeTask(cause: "silent \(issuance.subscription)", at: now)
                return .passed
            }
            guard let pause = pauses.next(after: sighting) else {
                return try await leave(issuance, sighting)
            }
            try await Pauses.pass(pause)
        }
    }

    private func goOn(_ issuance: Issuance) throws(LedgerError) {
        try ledger.wait(
            issuance, state: .validating, waits: Waiting("the CA's check"), attempts: 0, at: now)
        try ledger.closeTask(cause: "unseen \(issuance.id)", at: now)
    }

    private func leave(_ issuance: Issuance, _ sighting: Sighting) async throws -> Look {
        let since = try unseen(issuance).compactMap(\.publishedAt).max() ?? now
        let what: String
        switch sighting {
        case .seen: return .passed
        case .silent(let text):
            guard now - since < Self.patience else {
                try goOn(issuance)
                try openTask(
                    "silent \(issuance.subscription)",
                    "not seen everywhere: \(text); the CA is asked all the same, repair it before"
                        + " the next time",
                    issuance)
                return .passed
            }
            what = "what was published to be seen: \(text)"
        case .missing(let text): what = text
        }
        if issuance.attempts + 1 >= Self.mostLooks,
            try await fallBack(issuance, because: "it waits for \(what)")
        {
            return .changed
        }
        try ledger.wait(
            issuance, state: .submitted, waits: Waiting(what, until: now + 60),
            attempts: issuance.attempts + 1, at: now)
        if now - since >= 86_400 {
            try openTask(
                "unseen \(issuance.id)",
                "for a day it waits for \(what); see why what was published does not get there",
                issuance)
        }
        return .left(IssuanceEnd(text: "waits for \(what)"))
    }

    private func openTask(
        _ cause: String, _ text: String, _ issuance: Issuance
    ) throws(LedgerError) {
        let isNew = try ledger.openTask(
            cause: cause, text: "\(issuance.reference) \(issuance.host): \(text)",
            module: issuance.module, subscription: issuance.subscription, at: now)
        if isNew { context.console.complain(text, about: issuance.host) }
    }
}

/// The pauses between looks in one run: 1, 2, 4, 8 and then 15 seconds, as long as they fit.
struct LookPauses: Sendable {
    /// What does not answer twice will hardly do so within the minute.
    private static let mostSilences = 2

    private let end: ContinuousClock.Instant
    private var left: Duration
    private var following = Duration.seconds(1)
    private var silences = 0
    private let isTold: Bool

    /// Pauses of so long in all; a clock that was set is told, not waited for.
    init(limit: Duration, clock: RunClock) {
        left = limit
        isTold = clock.isOverridden
        end = .now + limit
    }

    /// The next pause; nil when the time is over, or further looks are in vain.
    mutating func next(after sighting: Sighting) -> Duration? {
        if case .silent = sighting { silences += 1 }
        guard left > .zero, .now < end, silences < Self.mostSilences else { return nil }
        let pause = min(following, left)
        left -= pause
        following = min(following * 2, .seconds(15))
        return isTold ? .zero : pause
    }
}
