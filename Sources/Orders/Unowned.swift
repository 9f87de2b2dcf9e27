import CertificateLedger
import Jobs
import NamecheapAPI
import Settings
import Subscriptions

// Paid orders of the account that nobody owns: one of them may be what is about to be bought.
extension OrderDesk {
    /// Refuses to buy where the account has a like order that nobody owns: a ledger that was
    /// restored from a copy does not know what was bought after it.
    func checkOwned(
        _ newest: GetList.Answer, _ order: PlannedOrder, _ connection: ModuleConnection
    ) async throws {
        let rows = try await waiting(newest, order, connection)
        guard rows.isEmpty else {
            throw JobError.refused(
                what: "the account has such an order that no subscription owns: certificate"
                    + " \(rows.map(String.init).joined(separator: ", ")); nothing was bought",
                remedy: "ssl-scan, then ssl-admin subscription list --not-enrolled shows it with"
                    + " the command that makes it somebody's; an order of unknown outcome gets it"
                    + " by ssl-order settle; --another buys one more all the same")
        }
    }

    /// The numbers of like orders that wait and are nobody's.
    ///
    /// What was bought before the last complete list is in the ledger, all else on the pages of
    /// the list down to that day.
    private func waiting(
        _ newest: GetList.Answer, _ order: PlannedOrder, _ connection: ModuleConnection
    ) async throws -> [Int] {
        // The CA's dates are of its own time zone: a day earlier is early enough.
        let since = try ledger.knownModule(named: connection.module.name)?.listedAt
            .map { $0.day - 2 }
        var shown: [Int: ListRow] = [:]
        var answer = newest
        while true {
            for row in answer.rows { shown[row.certificateID] = row }
            let isOlder = since.map { since in
                answer.rows.last?.purchaseDate.map { $0 < since } ?? false
            }
            let isLast = answer.page * answer.pageSize >= answer.totalItems
            if isLast || answer.rows.isEmpty || isOlder == true { break }
            answer = try await connection.send(
                GetList(page: answer.page + 1, sort: .newestFirst), for: .followUp)
        }
        var found = try shown.values.filter { row in
            try row.status.isPaidAndWaiting && isLike(row.type, row.years, order)
                && !ledger.isSubscriptions(row.certificateID, module: connection.id)
        }.map(\.certificateID)
        for row in try ledger.waitingRows(module: connection.id)
        where shown[row.number] == nil && isLike(row.product, row.years, order) {
            // The ledger may lag behind: somebody may have activated it since.
            let info = try await connection.send(
                GetInfo(certificateID: row.number, returnsCertificate: false), for: .followUp)
            if info.status.isPaidAndWaiting { found.append(row.number) }
        }
        return found.sorted()
    }

    private func isLike(_ product: String, _ years: Int?, _ order: PlannedOrder) -> Bool {
        years ?? order.years == order.years
            && (products.named(product)?.isEquivalent(to: order.asked)
                ?? (product.lowercased() == order.asked.name.lowercased()))
    }
}
