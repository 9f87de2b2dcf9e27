/// namecheap.ssl.renew: buys the order that follows one that ends, paid from the balance.
struct SSLRenew: Command {
    let name = "namecheap.ssl.renew"
    let parameters = ["CertificateID", "Years", "SSLType", "PromotionCode"]
    let isUnrepeatable = true
    let errors =
        [
            DocumentedError.byItself(2_010_167, "Years missing"),
            .byItself(2_010_294, "CertificateID missing"),
            .byItself(2_010_301, "SSLType missing"), .byItself(2_011_167, "Years not a number"),
            .byItself(2_013_167, "Years out of range"),
            .byItself(2_011_294, "CertificateID invalid"),
            .byItself(2_013_294, "CertificateID too long"),
            .byItself(4_011_294, "CertificateID not found, or too early or too late to renew"),
            .byItself(2_011_301, "SSLType unknown or discontinued"),
            .byItself(2_013_301, "SSLType too long"),
            .byItself(2_012_301, "SSLType does not match the certificate"),
            .byItself(2_011_170, "promotion code unusable"),
            .byItself(2_013_170, "promotion code too long"),
            .byItself(4_011_331, "status not active"),
            .byItself(4_028_294, "a renewal is already queued"),
            .byItself(2_528_166, "order failed: the balance is too low"),
            .asFault(4_080_167, "historic limits on 3 to 5 years", "the limits are history"),
        ]

    /// How long before and after its end an order can be renewed (namecheap.ssl.renew).
    private static let window = (before: 90, after: 180)

    func stub(_ fields: Fields) -> [Element] {
        [
            Element(
                "SSLRenewResult",
                [
                    ("CertificateID", "0"), ("Years", "0"), ("OrderId", "0"),
                    ("TransactionId", "0"), ("ChargedAmount", "0"),
                ])
        ]
    }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let position = try CertificateArgument.position(
            fields, longest: 9, unknown: 4_011_294, in: world)
        let years = try PurchaseArguments.years(fields, long: 2_013_167)
        let type = fields["SSLType"] ?? ""
        guard !type.isEmpty else { throw .refused(number: 2_010_301, text: "SSLType is missing") }
        guard type.count <= 50 else {
            throw .refused(number: 2_013_301, text: "SSLType is too long")
        }
        let wanted = try PurchaseArguments.product(type, in: world)
        let isPromoted = try PurchaseArguments.promotion(fields)
        let row = world.holdings.rows[position]
        let old = world.holdings.orders[row.order]
        try check(row, old, wanted, in: world)
        let product = world.faults.take(.typeSubstitution) ? wanted.neighbour : wanted
        let price = PriceList.total(
            product, .renew, years: years, names: old.sansCount - old.product.includedNames,
            isPromoted: isPromoted)
        let payment = try world.funds.pay(price)
        let order = world.addOrder(product, years: years) {
            $0.follows = row.order
            $0.sansCount = old.sansCount
            $0.transaction = payment
            $0.charged = price
        }
        let made = world.addRow(.newRenewal, order: order, names: row.names)
        return [element(world.holdings.orders[order], world.holdings.rows[made])]
    }

    /// Whether the order can be renewed now.
    ///
    /// The window is measured from the end of the paid term: a certificate of 200 days ends
    /// before it, and is then reissued. An old name and the new one both match.
    private func check(
        _ row: Row, _ order: Order, _ product: Product, in world: isolated World
    ) throws(SandboxError) {
        guard row.status == .active, let end = order.end else {
            throw .refused(number: 4_011_331, text: "Certificate status does not allow this")
        }
        let now = world.clock.now
        guard end.adding(days: -Self.window.before) <= now,
            now <= end.adding(days: Self.window.after)
        else { throw .refused(number: 4_011_294, text: "Certificate cannot be renewed now") }
        guard product.isEquivalent(to: order.product) else {
            throw .refused(number: 2_012_301, text: "SSLType mismatch")
        }
        let isQueued = world.holdings.rows.contains {
            world.holdings.orders[$0.order].follows == row.order && $0.status != .cancelled
        }
        guard !isQueued else {
            throw .refused(number: 4_028_294, text: "A renewal of this certificate is queued")
        }
    }

    private func element(_ order: Order, _ row: Row) -> Element {
        Element(
            "SSLRenewResult",
            [
                ("CertificateID", String(row.id)), ("SSLType", order.product.name),
                ("Years", String(order.years)), ("OrderId", String(order.id)),
                ("TransactionId", String(order.transaction)),
                ("ChargedAmount", order.charged.fourPlaces),
            ])
    }
}
