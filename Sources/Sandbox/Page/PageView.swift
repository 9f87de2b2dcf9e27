/// What the page for people shows, as the names of its template.
struct PageView {
    /// A button that moves the clock.
    struct Move {
        let order: String
        let label: String
    }

    /// How many rows with one status there are.
    struct Count {
        let status: String
        let count: Int
    }

    /// One row of the account in words.
    struct RowView {
        let id: Int
        let host: String
        let product: String
        let status: String
        let issued: String
        let notAfter: String
        let termEnd: String
        let replacedBy: String
    }

    /// One request in words.
    struct RequestView {
        let at: String
        let command: String
        let outcome: String
        let parameters: String
    }

    /// More rows than this are of no use to a reader.
    private static let most = 50

    let problem: String?
    let api: String
    let user: String
    let now: String
    let mode: String
    let balance: String
    let host: String
    let moves = [
        Move(order: "+1d", label: "A day on"), Move(order: "+30d", label: "30 days on"),
        Move(order: "+100d", label: "100 days on"), Move(order: "stop", label: "Stand still"),
        Move(order: "run", label: "Run on"), Move(order: "real", label: "Real time"),
    ]
    let counts: [Count]
    let rows: [RowView]
    let shown: Int
    let found: Int
    let requests: [RequestView]

    /// The world now, with the rows that the fields `host` and `status` choose.
    init(_ world: isolated World, fields: Fields, problem: String?) throws(SandboxError) {
        self.problem = problem
        api = world.apiURL ?? "the API"
        user = world.settings.user
        now = world.clock.now.iso
        mode = world.clock.mode.words
        balance = world.funds.balance.twoPlaces
        host = fields["host"] ?? ""
        var counts: [String: Int] = [:]
        for row in world.holdings.rows { counts[row.status.rawValue, default: 0] += 1 }
        self.counts = counts.sorted { $0.key < $1.key }.map { Count(status: $0, count: $1) }
        let status = fields["status"] ?? ""
        let query = Listing.Query(
            key: .expireDate, isDescending: false, statuses: status.isEmpty ? nil : [status],
            term: host.lowercased())
        let page = world.listing.page(1, size: Self.most, of: query, in: world.holdings)
        rows = page.rows.map { Self.view(world.holdings.rows[$0], world.holdings) }
        shown = rows.count
        found = page.total
        requests = try world.requests(after: nil, limit: 20).reversed().map(Self.view)
    }

    private static func view(_ row: Row, _ holdings: Holdings) -> RowView {
        let order = holdings.orders[row.order]
        return RowView(
            id: row.id, host: row.host, product: order.product.name, status: row.status.rawValue,
            issued: row.issued?.isoDate ?? "", notAfter: row.notAfter?.isoDate ?? "",
            termEnd: order.end?.isoDate ?? "",
            replacedBy: row.replacedBy == 0 ? "" : String(row.replacedBy))
    }

    private static func view(_ entry: Journal.Entry) -> RequestView {
        let global = ["apiuser", "apikey", "username", "clientip", "command"]
        let parameters = entry.parameters.filter { !global.contains($0.key.lowercased()) }
            .sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        return RequestView(
            at: entry.at, command: entry.command, outcome: entry.outcome, parameters: parameters)
    }
}

extension Clock.Mode {
    /// How the clock goes, for people.
    fileprivate var words: String {
        switch self {
        case .real: "real time"
        case .frozen: "standing"
        case .moved: "running"
        }
    }
}
