import GRDB
package import Subscriptions

/// A row of an account that is paid or in force and no subscription's.
package struct UnownedRow: Sendable, Equatable {
    /// The name of the module.
    package let module: String
    /// The state at the CA.
    package let status: CertificateStatus
    /// What the list shows of it; the host is empty before the first activation.
    package let row: AccountRow
}

extension Ledger {
    /// The rows of all accounts that are paid or in force and nobody's, by module and number.
    package func unownedRows() throws(LedgerError) -> [UnownedRow] {
        try read { database in
            try database.rows(.accountUnowned).map {
                UnownedRow(
                    module: $0["module"], status: CertificateStatus($0["status"]),
                    row: AccountRow($0))
            }
        }
    }

    /// The paid orders of an account that wait to be activated, and are neither a subscription's
    /// nor perhaps that of a purchase whose outcome is open.
    package func waitingRows(module: Int64) throws(LedgerError) -> [AccountRow] {
        try read { try $0.rows(.accountWaiting, ["module": module]).map(AccountRow.init) }
    }

    /// Opens a task about each of these rows in one transaction, once a row.
    ///
    /// - Returns: the numbers of those that had none.
    package func openTasks(
        about rows: [AccountRow], kind: String, module: (id: Int64, name: String),
        at now: Timestamp, text: @escaping @Sendable (AccountRow) -> String
    ) throws(LedgerError) -> [Int] {
        guard !rows.isEmpty else { return [] }
        return try write { database in
            try rows.filter { row in
                try database.number(
                    .taskOpen,
                    [
                        "cause": "\(kind) \(module.name) \(row.number)", "text": text(row),
                        "module": module.id, "subscription": nil, "now": now.seconds,
                    ]) != nil
            }.map(\.number)
        }
    }

    /// Closes the tasks about paid orders that were nobody's and are not any more.
    package func closeUnownedTasks(at now: Timestamp) throws(LedgerError) {
        try write { try $0.run(.taskUnownedGone, ["now": now.seconds]) }
    }

    /// The subscriptions that hold a name, with the end of their last paid period.
    package func subscriptions(
        holding name: String
    ) throws(LedgerError) -> [(reference: String, product: String, paidUntil: Day?)] {
        try read { database in
            try database.rows(.subscriptionOfName, ["name": name]).map {
                ($0["reference"], $0["product"], $0.day("ends_on"))
            }
        }
    }
}
