import CertificateLedger
import Subscriptions
import Wording

/// Paid orders of an account that wait to be activated and belong to no subscription: one task
/// each, so that what was paid is not forgotten.
struct UnownedOrders {
    /// As many numbers on one line as a person reads.
    private static let shown = 10

    private let context: RunContext
    private let ledger: Ledger

    init(_ context: RunContext, ledger: Ledger) {
        self.context = context
        self.ledger = ledger
    }

    /// Opens tasks for those of one account, and says which are new.
    func tell(ofModule name: String, id: Int64) throws {
        let new = try ledger.openTasks(
            about: ledger.waitingRows(module: id), kind: TaskKind.unowned.rawValue,
            module: (id, name), at: context.clock.now, text: UnownedOrders.text)
        guard !new.isEmpty else { return }
        let more = new.count > Self.shown ? " and \(new.count - Self.shown) more" : ""
        context.console.complain(
            "\(new.count) paid \(new.count == 1 ? "order waits" : "orders wait") to be activated"
                + " and \(new.count == 1 ? "belongs" : "belong") to no subscription: certificate "
                + new.prefix(Self.shown).map(String.init).joined(separator: ", ") + more
                + "; ssl-admin subscription list --not-enrolled says what to do", about: name)
    }

    private static func text(_ row: AccountRow) -> String {
        let years = row.years.map { ", \($0) \($0 == 1 ? "year" : "years")" } ?? ""
        let day = row.purchasedOn.map { ", bought on \($0)" } ?? ""
        return "certificate \(row.number) (\(row.product.printable(limit: 60))\(years)\(day)) is"
            + " paid, waits to be activated, and belongs to no subscription; "
            + UnownedOrders.remedy(row)
    }

    /// The command that makes a paid row somebody's.
    static func remedy(_ row: AccountRow) -> String {
        let link = "ssl-admin subscription link REFERENCE \(row.number)"
        let host = row.host.isEmpty ? "HOST" : row.host
        return "\(link) gives it to a subscription, \(link) --host \(host.printable(limit: 260))"
            + " makes a new one of it"
    }
}
