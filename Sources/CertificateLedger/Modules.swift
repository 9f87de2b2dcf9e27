import GRDB
package import Subscriptions

/// What the ledger knows about a module; its settings are in its file.
package struct ModuleRecord: Sendable, Equatable {
    /// The row of the ledger.
    package let id: Int64
    /// The name in the settings.
    package let name: String
    /// The last balance in minor units of its currency, and when it was read.
    package let balance: Money?
    /// When the last complete list was read.
    package let listedAt: Timestamp?
    /// Whether its certificates are for tests only, as noted at its first use; nil before that.
    package let isSandbox: Bool?
}

/// An amount of money at a moment.
package struct Money: Sendable, Equatable {
    /// Whole minor units, cents for USD.
    package let minorUnits: Int
    /// The ISO 4217 code.
    package let currency: String
    /// When it was so.
    package let at: Timestamp

    /// An amount as an account showed it.
    package init(minorUnits: Int, currency: String, at: Timestamp) {
        self.minorUnits = minorUnits
        self.currency = currency
        self.at = at
    }
}

extension Ledger {
    /// The rows of the module's account that the ledger knows.
    package func certificateCount(module: Int64) throws(LedgerError) -> Int {
        try read { try $0.number(.certificateCount, ["module": module]) ?? 0 }
    }

    /// The module of that name, recorded where it is new.
    package func module(named name: String) throws(LedgerError) -> ModuleRecord {
        if let known = try knownModule(named: name) { return known }
        try write { try $0.run(.moduleInsert, ["name": name]) }
        guard let known = try knownModule(named: name) else {
            throw .refused(text: "module \(name)")
        }
        return known
    }

    /// The module of that name, or nil where no run has recorded it.
    package func knownModule(named name: String) throws(LedgerError) -> ModuleRecord? {
        try read { database in
            try database.row(.moduleFind, ["name": name]).map { row in
                var balance: Money?
                if let amount: Int = row["balance"], let at: Int64 = row["balance_at"] {
                    balance = Money(
                        minorUnits: amount, currency: row["currency"] ?? "",
                        at: Timestamp(seconds: at))
                }
                return ModuleRecord(
                    id: row["id"], name: row["name"], balance: balance,
                    listedAt: (row["listed_at"] as Int64?).map(Timestamp.init(seconds:)),
                    isSandbox: row["is_sandbox"])
            }
        }
    }

    /// Whether the module is still what it was at its first use: a test account or a real one.
    package func isSameEnvironment(
        module: Int64, isSandbox: Bool
    ) throws(LedgerError) -> Bool {
        try write {
            try $0.number(.moduleEnvironment, ["module": module, "sandbox": isSandbox]) != nil
        }
    }

    /// Records the balance that the CA names.
    package func record(_ balance: Money, module: Int64) throws(LedgerError) {
        try write {
            try $0.run(
                .moduleBalance,
                [
                    "module": module, "balance": balance.minorUnits,
                    "currency": balance.currency, "now": balance.at.seconds,
                ])
        }
    }
}
