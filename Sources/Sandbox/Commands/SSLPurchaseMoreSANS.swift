/// namecheap.ssl.purchasemoresans: more names for an order, used by the next submission.
struct SSLPurchaseMoreSANS: Command {
    let name = "namecheap.ssl.purchasemoresans"
    let parameters = ["CertificateID", "NumberOfSANSToAdd"]
    let isUnrepeatable = true
    let errors =
        [
            DocumentedError.unknownCertificate,
            .byItself(4_011_331, "certificate status does not allow this"),
            .byItself(2_011_767, "the type takes no further names"),
            .byItself(2_011_900, "NumberOfSANSToAdd missing or not a number"),
            .byItself(2_013_900, "NumberOfSANSToAdd out of range"),
        ] + PurchaseArguments.errors
        + DocumentedError.asFaults(
            [
                2_010_167, 2_011_167, 2_013_167, 2_015_167, 2_010_298, 2_011_301, 2_011_170,
                2_013_170,
            ],
            "years, type or promotion code", "the command takes none of them")

    func stub(_ fields: Fields) -> [Element] {
        [
            Element(
                "SSLPurchaseMoreSANSResult",
                [
                    ("IsSuccess", "false"), ("OrderId", "0"), ("TransactionId", "0"),
                    ("ChargedAmount", "0"),
                ])
        ]
    }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let position = try CertificateArgument.position(fields, in: world)
        let row = world.holdings.rows[position]
        let old = world.holdings.orders[row.order]
        guard row.status == .newPurchase || row.status == .active else {
            throw .refused(number: 4_011_331, text: "Certificate status does not allow this")
        }
        let added = try PurchaseArguments.names(
            fields["NumberOfSANSToAdd"] ?? "", product: old.product,
            bought: old.sansCount - old.product.includedNames)
        guard added > 0 else {
            throw .refused(number: 2_013_900, text: "The number of names is out of range")
        }
        let price = Amount(cents: PriceList.line(of: old.product)?.name ?? 0) * (added * old.years)
        let payment = try world.funds.pay(price)
        world.changeOrder(row.order) { $0.sansCount += added }
        // The names are an order of their own, without a row.
        let bought = world.addOrder(old.product, years: old.years) {
            $0.sansCount = added
            $0.transaction = payment
            $0.charged = price
        }
        return [element(row, names: old.sansCount + added, world.holdings.orders[bought])]
    }

    private func element(_ row: Row, names: Int, _ order: Order) -> Element {
        Element(
            "SSLPurchaseMoreSANSResult",
            [
                ("IsSuccess", "true"), ("OrderId", String(order.id)),
                ("TransactionId", String(order.transaction)),
                ("ChargedAmount", order.charged.fourPlaces),
            ],
            [
                Element(
                    "SSLCertificate",
                    [
                        ("CertificateID", String(row.id)),
                        ("SSLType", order.product.name.lowercased()),
                        ("Years", String(order.years)),
                        ("Status", row.status.rawValue.uppercased()), ("SANSCount", String(names)),
                    ])
            ])
    }
}
