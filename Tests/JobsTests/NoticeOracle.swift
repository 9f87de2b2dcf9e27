import CertificateLedger
import Notices
import Subscriptions
import Testing

@testable import Jobs

/// What somebody is told, in the words of the table in the documentation.
struct ToldLine: Hashable, CustomStringConvertible {
    let kind: NoticeKind
    /// What it is about, as the Message-ID has it.
    let topic: String
    let threshold: Int
    let recipient: String

    /// The same at another threshold.
    func at(_ threshold: Int) -> ToldLine {
        ToldLine(kind: kind, topic: topic, threshold: threshold, recipient: recipient)
    }

    /// The same whatever the threshold and whoever is told.
    var anyone: ToldLine { ToldLine(kind: kind, topic: topic, threshold: 0, recipient: "") }

    var description: String { "\(kind.rawValue) \(topic) at \(threshold) to \(recipient)" }
}

/// Says from the table who must be told what, by what the world knows of itself.
///
/// Of what the programs decided it sees which tasks are open, as any person can, and numbers of rows.
struct NoticeOracle {
    /// The most urgent threshold at which something reached somebody, or was given up.
    private var said: [ToldLine: Int] = [:]
    /// Addresses that take no mail: the department is told in their place.
    let refusing: Set<String>
    /// When the customer heard of a certificate.
    var heard: [String: Day] = [:]

    init(refusing: Set<String>) { self.refusing = refusing }

    /// Notes what reached somebody.
    mutating func note(_ line: ToldLine) {
        said[line.at(0), default: line.threshold] = min(
            said[line.at(0)] ?? line.threshold, line.threshold)
    }

    /// Whether this, or something more urgent of the same, reached its recipient.
    func isTold(_ line: ToldLine) -> Bool {
        said[line.at(0)].map { $0 <= line.threshold } ?? false
    }

    /// Who must be told what now.
    func due(in world: NoticeWorld) throws -> Set<ToldLine> {
        var due: Set<ToldLine> = []
        for subscription in world.subscriptions {
            try add(subscription, world, to: &due)
        }
        for task in try world.ledger.tasksToTell() {
            let word = String(task.cause.prefix { $0 != " " })
            add(Self.kind(ofTask: word), "task-\(task.id)", [200], NoticeWorld.department, to: &due)
        }
        let left = (try #require(Day(iso: "2028-03-15"))) - world.today
        if left >= 0, left <= 180 {
            add(
                .emailValidationEnds, "module-\(world.module)",
                [180, 90, 30, 7].filter { left <= $0 }, NoticeWorld.department, to: &due)
        }
        add(.night, "night-\(world.today)", [200], [NoticeWorld.administrator], to: &due)
        return due
    }

    private static func kind(ofTask word: String) -> NoticeKind {
        switch word {
        case "balance-low": .balanceLow
        case "account": .accountUnusable
        case "issuance", "preflight", "refused", "silent", "unseen", "waiting", "zone":
            .reissueFailed
        default: .taskOpened
        }
    }

    private func add(
        _ subscription: NoticeWorld.Subscription, _ world: NoticeWorld,
        to due: inout Set<ToldLine>
    ) throws {
        let customer = customer(of: subscription)
        let topic = "certificate-\(subscription.certificate)"
        let left = subscription.expiresOn - world.today
        var own: Set<ToldLine> = []
        // Within the window of 10 days, while a reissue can last longer than the certificate.
        if subscription.isManual, left <= 10, world.today < subscription.paidTo,
            subscription.expiresOn < subscription.paidTo
        {
            add(.certificateExpires, topic, reminders(left), customer, to: &own)
        }
        if subscription.isNews {
            add(.certificateReissued, topic, [200], customer, to: &own)
        }
        if let issuance = subscription.issuance {
            add(.validationNeeded, "issuance-\(issuance)", reminders(left), customer, to: &own)
        }
        let paid = subscription.paidTo - world.today
        if paid <= 60, paid >= -30 {
            add(
                .paidPeriodEnds, "period-\(try period(of: subscription, world))",
                [60, 30, 7, 0].filter { paid <= $0 }, customer, to: &own)
        }
        addWrong(subscription, world.today, to: &own)
        due.formUnion(own.filter { !subscription.silenced.contains($0.kind) })
    }

    /// A host that shows another certificate; the customers of this world install themselves.
    private func addWrong(
        _ subscription: NoticeWorld.Subscription, _ today: Day, to due: inout Set<ToldLine>
    ) {
        let topic = "certificate-\(subscription.certificate)"
        guard subscription.isWrong, subscription.expiresOn >= today, let since = heard[topic]
        else { return }
        let reached = subscription.shownExpiresOn.map { reminders($0 - today) } ?? [200]
        if today - since >= 3 || reached.count > 1 {
            add(.notServed, topic, reached, customer(of: subscription), to: &due)
        }
    }

    private func customer(of subscription: NoticeWorld.Subscription) -> [String] {
        guard let mail = subscription.mail ?? subscription.administrator, !refusing.contains(mail)
        else { return NoticeWorld.department }
        return [mail]
    }

    /// At once, then the reminders, then the last day and after it.
    private func reminders(_ left: Int) -> [Int] { [200, 7, 3, 1, 0].filter { left <= $0 } }

    private func period(
        of subscription: NoticeWorld.Subscription, _ world: NoticeWorld
    ) throws -> Int64 {
        let ends = subscription.paidTo
        let period = try world.ledger.lastPeriods(from: ends, to: ends)
            .first { $0.subscription == subscription.row }
        return try #require(period).id
    }

    /// The most urgent threshold, unless it or a more urgent one was told.
    private func add(
        _ kind: NoticeKind, _ topic: String, _ reached: [Int], _ recipients: [String],
        to due: inout Set<ToldLine>
    ) {
        guard let most = reached.min() else { return }
        for recipient in recipients {
            let line = ToldLine(kind: kind, topic: topic, threshold: most, recipient: recipient)
            if let before = said[line.at(0)], before <= most { continue }
            due.insert(line)
        }
    }
}
