import GRDB
import Subscriptions

/// Compares listed rows with what is known, and keeps those aside that differ.
struct ListComparison {
    private let module: Int64
    private let seen: RowStatement
    private let unchanged: RowStatement
    private let change: Statement
    private var texts = RowTexts()

    init(_ database: Database, module: Int64) throws {
        self.module = module
        seen = try RowStatement(database, .listSeenInsert)
        unchanged = try RowStatement(database, .listRowUnchanged)
        change = try database.cachedStatement(sql: Query.listChangeInsert.sql)
    }

    mutating func keep(_ row: ListedCertificate) throws {
        try seen.bind(module, at: 1)
        try seen.bind(Int64(row.number), at: 2)
        _ = try seen.run()  // It never gives a row.
        guard try !isUnchanged(row) else { return }
        change.setUncheckedArguments([
            module, row.number, row.status, row.host, row.product, row.years,
            row.purchasedOn?.number, row.expiresOn?.number, row.providerOrder,
        ])
        try change.execute()
    }

    /// Binds in the order in which the parameters appear in the statement.
    private mutating func isUnchanged(_ row: ListedCertificate) throws -> Bool {
        try unchanged.bind(module, at: 1)
        try unchanged.bind(Int64(row.number), at: 2)
        try unchanged.bind(row.years.map(Int64.init), at: 7)
        try unchanged.bind((row.purchasedOn?.number).map(Int64.init), at: 8)
        try unchanged.bind((row.expiresOn?.number).map(Int64.init), at: 9)
        texts.removeAll()
        texts.append(row.status)
        texts.append(row.host)
        texts.append(row.product)
        texts.append(row.providerOrder)
        return try unchanged.run(texts, from: 3)
    }
}
