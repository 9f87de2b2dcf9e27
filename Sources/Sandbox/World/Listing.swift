/// What ssl.getList can sort by.
enum ListKey: String, Sendable, CaseIterable {
    case purchaseDate = "PURCHASEDATE"
    case type = "SSLTYPE"
    case expireDate = "EXPIREDATETIME"
    case host = "HOST_NAME"
}

/// The account's rows in the orders that were asked for, kept sorted so that a page is a slice.
struct Listing: Sendable {
    /// One question to the list.
    struct Query: Hashable, Sendable {
        var key = ListKey.purchaseDate
        var isDescending = true
        /// The status words that are listed; nil lists all.
        var statuses: Set<String>?
        /// A part of the host name in lower case; empty lists all.
        var term = ""
    }

    private var sorted: [ListKey: [Int32]] = [:]
    private var filtered: (query: Query, rows: [Int32])?

    /// The positions on one page, and how many there are in all.
    mutating func page(
        _ number: Int, size: Int, of query: Query, in holdings: Holdings
    ) -> (rows: [Int], total: Int) {
        prepare(query.key, in: holdings)
        if query.statuses != nil || !query.term.isEmpty { filter(query, in: holdings) }
        let isWhole = query.statuses == nil && query.term.isEmpty
        let all = isWhole ? sorted[query.key, default: []] : filtered?.rows ?? []
        let (skipped, overflow) = (number - 1).multipliedReportingOverflow(by: size)
        guard !overflow, skipped < all.count else { return ([], all.count) }
        let range = skipped..<min(skipped + size, all.count)
        let rows = range.map { Int(all[query.isDescending ? all.count - 1 - $0 : $0]) }
        return (rows, all.count)
    }

    /// Takes a row out before it changes, or before it is added anew.
    mutating func remove(_ position: Int, from holdings: Holdings) {
        filtered = nil
        for key in sorted.keys {
            let place = self.place(of: Int32(position), by: key, in: holdings)
            if let rows = sorted[key], place < rows.count, rows[place] == Int32(position) {
                sorted[key]?.remove(at: place)
            }
        }
    }

    /// Puts a row in its place.
    mutating func insert(_ position: Int, into holdings: Holdings) {
        filtered = nil
        for key in sorted.keys {
            let place = self.place(of: Int32(position), by: key, in: holdings)
            sorted[key]?.insert(Int32(position), at: place)
        }
    }

    private func place(of row: Int32, by key: ListKey, in holdings: Holdings) -> Int {
        guard let rows = sorted[key] else { return 0 }
        var low = 0
        var high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if holdings.precedes(rows[middle], row, by: key) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    private mutating func prepare(_ key: ListKey, in holdings: Holdings) {
        guard sorted[key] == nil else { return }
        let places = holdings.rows.indices.map { Int32($0) }
        sorted[key] =
            switch key {
            case .purchaseDate: Self.sort(places) { holdings.purchased(Int($0)).seconds }
            case .type: Self.sort(places) { holdings.productName(Int($0)) }
            case .expireDate: Self.sort(places) { holdings.rows[Int($0)].notAfter?.seconds ?? 0 }
            case .host: Self.sort(places) { holdings.rows[Int($0)].host }
            }
    }

    /// Sorts by a value read once a row: comparing whole rows takes minutes for a million.
    private static func sort(_ places: [Int32], by key: (Int32) -> some Comparable) -> [Int32] {
        places.map { (key($0), $0) }.sorted { $0 < $1 }.map(\.1)
    }

    private mutating func filter(_ query: Query, in holdings: Holdings) {
        if filtered?.query == query { return }
        let term = Array(query.term.utf8)
        let rows = sorted[query.key, default: []].filter { position in
            let row = holdings.rows[Int(position)]
            if let statuses = query.statuses, !statuses.contains(row.status.rawValue) {
                return false
            }
            return term.isEmpty || Self.holds(row.host, term)
        }
        filtered = (query, rows)
    }

    /// Whether the octets occur in the host, without the cost of comparing characters.
    private static func holds(_ host: String, _ term: [UInt8]) -> Bool {
        var rest = host.utf8[...]
        while rest.count >= term.count {
            if rest.starts(with: term) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
