import GRDB
package import Subscriptions

/// What hangs on a module.
package struct ModuleUse: Sendable, Equatable {
    /// Rows of its account, enrolled or not.
    package let certificates: Int
    /// Its subscriptions.
    package let subscriptions: Int
    /// Issuances that are not finished.
    package let unfinished: Int
    /// Purchases whose outcome is not known or not settled.
    package let openOrders: Int
    /// The last call that the CA answered as it should.
    package let succeededAt: Timestamp?
}

extension Ledger {
    /// What hangs on a module.
    package func use(ofModule module: Int64) throws(LedgerError) -> ModuleUse {
        try read { database in
            let row = try database.row(.moduleUse, ["module": module])
            return ModuleUse(
                certificates: row?["certificates"] ?? 0,
                subscriptions: row?["subscriptions"] ?? 0, unfinished: row?["unfinished"] ?? 0,
                openOrders: row?["orders"] ?? 0,
                succeededAt: (row?["succeeded_at"] as Int64?).map(Timestamp.init(seconds:)))
        }
    }
}

extension Ledger {
    /// The longest time between two runs of a program in the last thirty days, in seconds; nil
    /// where there were fewer than two.
    package func longestInterval(
        of program: String, until now: Timestamp
    ) throws(LedgerError) -> Int64? {
        try read {
            try $0.number(.runInterval, ["program": program, "now": now.seconds]).map(Int64.init)
        }
    }
}
