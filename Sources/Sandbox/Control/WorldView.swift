/// The account as the control shows it: counts by state and the rows.
struct WorldView: Encodable {
    /// One row of the account.
    struct RowView: Encodable {
        let id: Int
        let status: String
        let host: String
        let names: [String]
        let product: String
        let orderId: Int
        let replacedBy: Int?
        let issued: String?
        let notAfter: String?
        let termEnd: String?
        let revoked: String?
        let sansCount: Int
        let charged: String
        let transactionId: Int
    }

    let counts: [String: Int]
    let rows: [RowView]

    /// More rows at once than this would take more memory than the world itself.
    private static let most = 10_000

    /// Shows the rows after the field `after`, or those of `id` or `host`; `limit` at most.
    init(_ holdings: Holdings, fields: Fields) {
        var counts: [String: Int] = [:]
        for row in holdings.rows { counts[row.status.rawValue, default: 0] += 1 }
        self.counts = counts
        let id = fields["id"].flatMap { Int($0) }
        let host = fields["host"]?.lowercased()
        let after = fields["after"].flatMap { Int($0) } ?? 0
        let limit = min(Self.most, fields["limit"].flatMap { Int($0) } ?? Self.most)
        rows = holdings.rows.lazy.filter { row in
            row.id > after && (id == nil || row.id == id) && (host == nil || row.host == host)
        }.prefix(max(0, limit)).map { row in
            let order = holdings.orders[row.order]
            return RowView(
                id: row.id, status: row.status.rawValue, host: row.host, names: row.names,
                product: order.product.name, orderId: order.id,
                replacedBy: row.replacedBy == 0 ? nil : row.replacedBy, issued: row.issued?.iso,
                notAfter: row.notAfter?.iso, termEnd: order.end?.iso,
                revoked: row.revoked?.iso, sansCount: order.sansCount,
                charged: order.charged.twoPlaces, transactionId: order.transaction)
        }
    }
}
