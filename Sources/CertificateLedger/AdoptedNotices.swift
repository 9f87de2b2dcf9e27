import GRDB

extension Ledger {
    /// Takes over what was told since this ledger's state from the later ledger that it took the
    /// place of, so that nobody is told twice.
    ///
    /// What both have are the same rows; a notice about a row that came later is left.
    ///
    /// - Returns: how many that were sent or may have arrived were taken over.
    package func adoptNotices(from path: String) throws(LedgerError) -> Int {
        let told: [[String: DatabaseValue]]
        do {
            told = try Ledger.queue(reading: path).read { database in
                try database.rows(.noticeTold).map(Self.arguments)
            }
        } catch { throw LedgerError(error, path: path) }
        return try write { database in
            var adopted = 0
            for arguments in told {
                let row = try database.row(.noticeAdopt, StatementArguments(arguments))
                if let row, row["state"] as String != "overtaken" { adopted += 1 }
            }
            return adopted
        }
    }

    /// The columns of a notice, and which row of which table its topic is about.
    private static func arguments(_ row: Row) -> [String: DatabaseValue] {
        var arguments = Dictionary(row.map { ($0, $1) }) { first, _ in first }
        let words = (row["topic"] as String).split(separator: " ")
        arguments["about"] = (words.first.map(String.init) ?? "").databaseValue
        arguments["number"] = words.dropFirst().first.flatMap { Int64($0) }?.databaseValue ?? .null
        return arguments
    }
}
