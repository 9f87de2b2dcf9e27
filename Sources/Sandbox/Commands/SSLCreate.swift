/// namecheap.ssl.create: buys an order, paid from the balance.
struct SSLCreate: Command {
    let name = "namecheap.ssl.create"
    let parameters = ["Years", "Type", "SANStoADD", "PromotionCode"]
    let isUnrepeatable = true
    let errors =
        [
            DocumentedError.byItself(2_010_167, "Years missing"),
            .byItself(2_011_167, "Years not a number"),
            .byItself(2_013_167, "Years out of range for this type"),
            .byItself(2_015_167, "Years too long (older text: above 10)"),
            .byItself(2_010_298, "Type missing"),
            .byItself(2_011_301, "Type unknown or discontinued"),
            .byItself(2_011_170, "promotion code unusable"),
            .byItself(2_013_170, "promotion code too long"),
            .byItself(2_011_767, "the type takes no further names"),
            .byItself(2_011_900, "SANStoADD not a number"),
            .byItself(2_013_900, "SANStoADD out of range"),
        ] + PurchaseArguments.errors

    func stub(_ fields: Fields) -> [Element] {
        [
            Element(
                "SSLCreateResult",
                [
                    ("IsSuccess", "false"), ("OrderId", "0"), ("TransactionId", "0"),
                    ("ChargedAmount", "0"),
                ])
        ]
    }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let years = try PurchaseArguments.years(fields, long: 2_015_167)
        let type = fields["Type"] ?? ""
        guard !type.isEmpty else { throw .refused(number: 2_010_298, text: "Type is missing") }
        let wanted = try PurchaseArguments.product(type, in: world)
        let names = fields["SANStoADD"].flatMap { $0.isEmpty ? nil : $0 }
        let added = try PurchaseArguments.names(names ?? "0", product: wanted)
        let isPromoted = try PurchaseArguments.promotion(fields)
        let product = world.faults.take(.typeSubstitution) ? wanted.neighbour : wanted
        let price = PriceList.total(
            product, .purchase, years: years, names: added, isPromoted: isPromoted)
        let payment = try world.funds.pay(price)
        let order = world.addOrder(product, years: years) {
            $0.sansCount += added
            $0.transaction = payment
            $0.charged = price
        }
        let row = world.holdings.rows[world.addRow(.newPurchase, order: order, names: [])]
        return [element(world.holdings.orders[order], row)]
    }

    private func element(_ order: Order, _ row: Row) -> Element {
        Element(
            "SSLCreateResult",
            [
                ("IsSuccess", "true"), ("OrderId", String(order.id)),
                ("TransactionId", String(order.transaction)),
                ("ChargedAmount", order.charged.fourPlaces),
            ],
            [
                Element(
                    "SSLCertificate",
                    [
                        ("CertificateID", String(row.id)), ("Created", order.purchased.paddedDate),
                        ("SSLType", order.product.name), ("Years", String(order.years)),
                        ("Status", "NewPurchase"),
                    ])
            ])
    }
}
