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

    var description: String { "\(kind.rawValue) \(topic) at \(threshold) to \(recipient)" }
}

/// Says from the table who must be told what, without looking at what the programs decided.
struct NoticeOracle {
    /// What reached people.
    private(set) var said: Set<ToldLine> = []
    /// Addresses that take no mail: the department is told in their place.
    let refusing: Set<String>

    init(refusing: Set<String>) { self.refusing = refusing }

    /// Customers who are not reached, and what the department hears of it.
    var unreached = UnreachedCustomers()

    /// Whether this, or something more urgent of the same, reached its recipient.
    func isTold(_ line: ToldLine) -> Bool {
        said.contains {
            $0.kind == line.kind && $0.topic == line.topic && $0.recipient == line.recipient
                && $0.threshold <= line.threshold
        }
    }

    /// Notes what reached somebody.
    mutating func note(_ line: ToldLine) { said.insert(line) }

    /// Who must be told what now.
    mutating func due(in world: NoticeWorld) throws -> Set<ToldLine> {
        var due: Set<ToldLine> = []
        for subscription in world.subscriptions {
            var own: Set<ToldLine> = []
            try add(subscription, world, to: &own)
            for line in own where line.recipient != NoticeWorld.staff {
                unreached.owners[line] = subscription.row
            }
            due.formUnion(own)
        }
        let wrong = Set(world.subscriptions.filter(\.isWrong).map(\.row))
        for task in try world.ledger.tasksToTell() {
            let word = task.cause.prefix { $0 != " " }
            if word == "served", wrong.contains(task.subscription ?? 0) { continue }
            let kind: NoticeKind =
                switch word {
                case "balance-low": .balanceLow
                case "account": .accountUnusable
                case "refused", "issuance", "waiting", "silent": .reissueFailed
                default: .taskOpened
                }
            add(kind, "task-\(task.id)", [200], NoticeWorld.staff, to: &due)
        }
        let left = (try #require(Day(iso: "2028-03-15"))) - world.today
        if left >= 0, left <= 180 {
            add(
                .emailValidationEnds, "module-\(world.module)",
                [180, 90, 30, 7].filter { left <= $0 }, NoticeWorld.staff, to: &due)
        }
        add(.night, "night-\(world.today)", [200], NoticeWorld.administrator, to: &due)
        return due
    }

    private func add(
        _ subscription: NoticeWorld.Subscription, _ world: NoticeWorld,
        to due: inout Set<ToldLine>
    ) throws {
        let customer = customer(of: subscription)
        let topic = "certificate-\(subscription.certificate)"
        let left = subscription.expiresOn - world.today
        if try isManualAndDue(subscription, world) {
            add(.certificateExpires, topic, reminders(left), customer, to: &due)
        }
        if subscription.isNews {
            add(.certificateReissued, topic, [200], customer, to: &due)
        }
        if let issuance = subscription.issuance {
            add(.validationNeeded, "issuance-\(issuance)", reminders(left), customer, to: &due)
        }
        let paid = subscription.paidTo - world.today
        if paid <= 60, paid >= -30 {
            add(
                .paidPeriodEnds, "period-\(try period(of: subscription, world))",
                [60, 30, 7, 0].filter { paid <= $0 }, customer, to: &due)
        }
        guard subscription.isWrong else { return }
        let old = subscription.oldExpiresOn.map { $0 - world.today }
        let reached = old.map(reminders) ?? [200]
        let told = subscription.isNews ? firstTold(topic, customer) : subscription.issuedOn
        let isTime =
            told.map { world.today - $0 >= 3 } ?? (world.today - subscription.issuedOn >= 3)
        if isTime || reached.count > 1 {
            add(.notServed, topic, reached, customer, to: &due)
        }
    }

    /// When the customer heard of the certificate.
    var heard: [String: Day] = [:]

    private func firstTold(_ topic: String, _ customer: String) -> Day? { heard[topic] }

    private func customer(of subscription: NoticeWorld.Subscription) -> String {
        guard let mail = subscription.mail, !refusing.contains(mail) else {
            return NoticeWorld.staff
        }
        return mail
    }

    /// At once, then the reminders, then the last day and after it.
    private func reminders(_ left: Int) -> [Int] { [200, 7, 3, 1, 0].filter { left <= $0 } }

    /// Within the window and for the customer: what the selection itself says, which has its own
    /// tests.
    private func isManualAndDue(
        _ subscription: NoticeWorld.Subscription, _ world: NoticeWorld
    ) throws -> Bool {
        guard subscription.isManual, subscription.expiresOn - world.today <= 10 else {
            return false
        }
        let pass = try SelectionPass(
            ledger: world.ledger, bases: SelectionBases(world.configuration, at: world.now))
        return pass.decisions.contains {
            $0.subscription.id == subscription.row && $0.verdict.reason == .policyManual
        }
    }

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
        _ kind: NoticeKind, _ topic: String, _ reached: [Int], _ recipient: String,
        to due: inout Set<ToldLine>
    ) {
        guard let most = reached.min() else { return }
        let line = ToldLine(kind: kind, topic: topic, threshold: most, recipient: recipient)
        if !isTold(line) { due.insert(line) }
    }
}
