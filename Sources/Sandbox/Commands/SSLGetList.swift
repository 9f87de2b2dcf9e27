/// namecheap.ssl.getList: a page of the account's rows.
struct SSLGetList: Command {
    let name = "namecheap.ssl.getList"
    let errors = [
        DocumentedError.byItself(2_011_272, "ListType not valid"), .unhandled,
    ]
    let parameters = ["ListType", "SearchTerm", "Page", "PageSize", "SortBy"]
    let isReading = true

    func stub(_ fields: Fields) -> [Element] { [Element("SSLListResult")] }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let query = try self.query(fields)
        let page = PageArguments(fields)
        if world.faults.take(.emptyList) { return answer([], total: 0, page) }
        let isForeign = world.faults.take(.otherAccount)
        if page.number > 1, world.faults.take(.midScanChange) { world.addPurchase() }
        var found = world.listing.page(
            page.number, size: page.size, of: query, in: world.holdings)
        if world.faults.take(.oneRow) {
            found = (Array(found.rows.prefix(1)), min(1, found.total))
        }
        let now = world.clock.now
        let rows = found.rows.map { position in
            let row = world.holdings.rows[position]
            let order = world.holdings.orders[row.order]
            return element(row, order, now: now, isForeign: isForeign)
        }
        return answer(rows, total: found.total, page)
    }

    /// The list's own words for states, and the status words they stand for.
    private static let types: [String: Set<String>] = [
        "active": ["active"], "cancelled": ["cancelled"], "newpurchase": ["newpurchase"],
        "newrenewal": ["newrenewal"], "inprogress": ["purchased"], "processing": ["purchased"],
        "emailsent": ["purchased"], "technicalproblem": ["purchaseerror"],
        "completed": ["active", "replaced"], "deactivated": ["replaced"],
    ]

    private func query(_ fields: Fields) throws(SandboxError) -> Listing.Query {
        var query = Listing.Query(term: (fields["SearchTerm"] ?? "").lowercased())
        let type = (fields["ListType"] ?? "").lowercased()
        if !type.isEmpty, type != "all" {
            guard let statuses = Self.types[type] else {
                throw .refused(number: 2_011_272, text: "ListType is not valid")
            }
            query.statuses = statuses
        }
        let sort = (fields["SortBy"] ?? "").uppercased()
        guard !sort.isEmpty else { return query }
        query.isDescending = sort.hasSuffix("_DESC")
        let key = query.isDescending ? String(sort.dropLast(5)) : sort
        query.key = ListKey(rawValue: key) ?? .purchaseDate
        return query
    }

    private func answer(_ rows: [Element], total: Int, _ page: PageArguments) -> [Element] {
        [Element("SSLListResult", [], rows), page.element(total: total)]
    }

    private func element(_ row: Row, _ order: Order, now: Moment, isForeign: Bool) -> Element {
        let isExpired = row.notAfter.map { $0 < now } ?? false
        return Element(
            "SSL",
            [
                ("CertificateID", String(isForeign ? row.id + 50_000_000 : row.id)),
                ("HostName", isForeign && !row.host.isEmpty ? "elsewhere-" + row.host : row.host),
                ("SSLType", order.product.name.lowercased()),
                ("PurchaseDate", order.purchased.paddedDate),
                ("ExpireDate", row.notAfter?.paddedDate ?? ""),
                ("ActivationExpireDate", order.activateBefore?.paddedDate ?? ""),
                ("IsExpiredYN", String(isExpired)), ("Status", row.status.rawValue),
                ("ProviderOrderID", order.providerID), ("Years", String(order.years)),
            ])
    }
}

extension World {
    /// Adds what somebody has just bought at the website: the newest row of the list.
    fileprivate func addPurchase() {
        let order = addOrder(Product.all[0], years: 1) { _ in }
        _ = addRow(.newPurchase, order: order, names: [])  // The list shows it.
    }
}
