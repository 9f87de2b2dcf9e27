import GRDB

extension Ledger {
    /// Everything about a subscription, in one reading transaction.
    ///
    /// The body is given each part, its columns in order, and a way to visit its rows.
    package func visitDetails(
        subscription: Int64,
        _ body: (
            _ part: String, _ columns: [String],
            _ visit: (_ row: (borrowing LedgerRow) throws -> Void) throws -> Void
        ) throws -> Void
    ) throws {
        try readRows { database in
            let parts: [(name: String, sql: String)] = [
                ("subscription", Query.showSubscription.sql),
                ("paid_periods", Query.showPeriod.sql),
                ("certificates", Query.showCertificate.sql),
                ("open_work", Query.showIssuance.sql),
                ("deployments", Query.showDeployment.sql), ("served", Query.showServed.sql),
                ("tasks", Query.showTask.sql), ("events", Query.showEvent.sql),
            ]
            for part in parts {
                let statement = try database.cachedStatement(sql: part.sql)
                try statement.setArguments(["subscription": subscription])
                do {
                    try body(part.name, statement.columnNames) { visitor in
                        if let failure = try database.visit(statement, visitor) { throw failure }
                    }
                } catch { return error }
            }
            return nil
        }
    }
}
