import CertificateLedger
import Settings
import Subscriptions
import Wording

/// Looks whether hosts serve what is deployed, keeps what they show, and says what is wrong.
struct ServedCheck {
    /// The pauses before the second and third look at what was just deployed: a reload of a web
    /// server takes about a second.
    private static let pauses: [Duration] = [.seconds(1), .seconds(2)]
    /// No look is repeated after so long: many hosts that do not answer are left to later runs.
    private static let patience: Duration = .seconds(20)
    /// Looks whose results are written together with the next ones.
    private static let atOnce = 64

    private let context: RunContext
    private let ledger: Ledger
    private let settings: ServedSettings
    private let look: ServedLook

    init(_ context: RunContext, ledger: Ledger) {
        self.context = context
        self.ledger = ledger
        settings = context.configuration.settings.served
        look = ServedLook(settings: settings)
    }

    /// Whether something is deployed whose time to be looked for has come.
    func isDue() throws(LedgerError) -> Bool {
        guard settings.isOn, let first = try ledger.waitingToBeSeen(limit: 1).first else {
            return false
        }
        return first.isDue(at: context.clock.now)
    }

    /// Looks for what is deployed and was not seen everywhere; a failure stops nothing else.
    ///
    /// `complains` also of what only waits for its next look: once a night.
    func lookAfterDeployment(_ record: inout RunRecord, complains: Bool) async {
        guard settings.isOn else { return }
        do {
            let now = context.clock.now
            let waiting = try ledger.waitingToBeSeen(limit: settings.perRun)
            for (watch, observations) in await looks(at: waiting.filter { $0.isDue(at: now) }) {
                try keep(observations, watch, &record)
            }
            for watch in waiting where complains && watch.isWrong && !watch.isDue(at: now) {
                record.add([.failed])
                context.console.complain(
                    "certificate \(watch.number) is deployed and not served everywhere; looked for"
                        + " again from \(watch.lookAt.map(\.description) ?? "?")",
                    about: watch.host)
            }
        } catch {
            record.add([context.complain(error, about: "served check")])
        }
    }

    /// Looks at what was not looked at for the longest time.
    func lookNightly(_ record: inout RunRecord) async {
        guard settings.isOn else { return }
        do {
            for watches in try nightly() {
                let answers = await look.observe(watches)
                for (watch, observations) in zip(watches, answers) {
                    try keep(observations, watch, &record)
                }
            }
        } catch {
            record.add([context.complain(error, about: "served check")])
        }
    }

    /// How many targets a nightly look asks, and for how many subscriptions.
    func extent() throws(LedgerError) -> (targets: Int, subscriptions: Int) {
        guard settings.isOn else { return (0, 0) }
        let watches = try nightly().flatMap(\.self)
        return (watches.reduce(0) { $0 + look.targets(of: $1).count }, watches.count)
    }

    /// What a nightly look is about, those together that are asked together.
    private func nightly() throws(LedgerError) -> [[ServedWatch]] {
        var groups: [[ServedWatch]] = []
        var left = try ledger.oldestLooks(limit: settings.perRun)[...]
        var room = settings.perRun
        while !left.isEmpty, room > 0 {
            let group = Array(left.prefix(Self.atOnce))
            left = left.dropFirst(Self.atOnce)
            room -= group.reduce(0) { $0 + max(1, look.targets(of: $1).count) }
            groups.append(group)
        }
        return groups
    }

    /// Looks once, and a little later again at what was deployed just now and is not seen.
    private func looks(
        at watches: [ServedWatch]
    ) async -> [(ServedWatch, [ServedObservation])] {
        let start = ContinuousClock.now
        var latest = await look.observe(watches)
        for pause in Self.pauses {
            let again = watches.indices.filter {
                watches[$0].tries == 0 && latest[$0].contains { $0.state != .served }
            }
            guard !again.isEmpty, ContinuousClock.now - start < Self.patience else { break }
            // Cancelled, the look is only earlier.
            try? await Task.sleep(for: pause)
            let answers = await look.observe(again.map { watches[$0] })
            for (place, answer) in zip(again, answers) { latest[place] = answer }
        }
        return Array(zip(watches, latest))
    }

    private func keep(
        _ observations: [ServedObservation], _ watch: ServedWatch, _ record: inout RunRecord
    ) throws {
        let now = context.clock.now
        let isSeen = observations.allSatisfy { $0.state == .served }
        let steps: [Int64] = [60, 600, 6_000]
        let wait = watch.tries < steps.count ? steps[watch.tries] : IssuanceWorker.untilNextNight
        try ledger.looked(
            watch, observations, tries: isSeen ? 0 : watch.tries + 1,
            next: watch.isDeployed && !isSeen ? now + wait : nil, at: now)
        guard watch.isDeployed else { return }
        try tell(observations, watch, &record)
    }

    /// A wrong certificate is a failure; a host that cannot be asked is a task for a person.
    private func tell(
        _ observations: [ServedObservation], _ watch: ServedWatch, _ record: inout RunRecord
    ) throws(LedgerError) {
        let cause = "served \(watch.subscription)"
        let wrong = observations.filter { $0.state == .old || $0.state == .other }
        let unseen = observations.filter { $0.state != .served }
        guard let first = wrong.first ?? unseen.first else {
            return try ledger.closeTask(cause: cause, at: context.clock.now)
        }
        let more = unseen.count > 1 ? ", and \(unseen.count - 1) more are not seen serving it" : ""
        let text = "certificate \(watch.number) is deployed, and \(first.words)\(more)"
        let isNew = try ledger.openTask(
            cause: cause, text: "\(watch.reference) \(watch.host): \(text)", module: watch.module,
            subscription: watch.subscription, at: context.clock.now)
        guard !wrong.isEmpty || isNew else { return }
        context.console.complain("\(text); \(first.remedy(watch))", about: watch.host)
        if !wrong.isEmpty { record.add([.failed]) }
    }
}

extension ServedWatch {
    /// Whether the next look may be taken.
    fileprivate func isDue(at now: Timestamp) -> Bool { lookAt.map { $0 <= now } ?? false }
}

extension ServedObservation {
    /// What the target shows, in words.
    fileprivate var words: String {
        switch state {
        case .served: "\(target) serves it"
        case .old: "\(target) still serves an earlier one"
        case .other: "\(target) serves another (SHA-256 \(detail.prefix(16))…)"
        case .unreachable: "\(target) cannot be asked (\(detail))"
        }
    }

    /// What to do about it.
    fileprivate func remedy(_ watch: ServedWatch) -> String {
        switch state {
        case .served: ""
        case .old: "reload that server, or see what the deployment hook does for this host"
        case .other: "see who answers there, or name whom to ask: \(command(watch))"
        case .unreachable: "see why, or name whom to ask instead: \(command(watch))"
        }
    }

    private func command(_ watch: ServedWatch) -> String {
        "ssl-admin subscription set \(watch.reference) --served"
    }
}
