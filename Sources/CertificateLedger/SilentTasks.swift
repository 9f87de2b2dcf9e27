import GRDB
package import Subscriptions

/// An open task about servers that did not answer, and what its subscription is proved by.
package struct SilentTask: Sendable {
    /// Its cause.
    package let cause: String
    /// The row of the module.
    package let module: Int64
    /// The name of the module.
    package let moduleName: String
    /// The row of the subscription.
    package let subscription: Int64
    /// The seller's own service number.
    package let reference: String
    /// The host the certificate is for.
    package let host: String
    /// All names, host first.
    package let names: [String]
    /// The product, in the CA's words.
    package let product: String
    /// How its names are proved now.
    package let choices: ValidationChoices
}

extension Ledger {
    /// The open tasks about servers that did not answer.
    package func silentTasks() throws(LedgerError) -> [SilentTask] {
        try read { try $0.rows(.taskSilent).map(SilentTask.init) }
    }
}

extension SilentTask {
    fileprivate init(_ row: Row) {
        cause = row["cause"]
        module = row["module_id"]
        moduleName = row["module"]
        subscription = row["id"]
        reference = row["reference"]
        host = row["host"]
        names = row.words("names")
        product = row["product"]
        choices = ValidationChoices(method: row["method"], further: row["choices"])
    }
}
