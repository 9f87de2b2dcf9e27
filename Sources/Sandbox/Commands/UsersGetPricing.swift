/// namecheap.users.getPricing: what each name that ssl.create and ssl.renew take costs a year.
///
/// The names since 2026-07-11 are not documented: see `PriceList`. ProductCategory was once
/// `COMODO`, which still selects the older names; `PURCHASE` and `RENEW` are what the answer
/// calls its categories.
struct UsersGetPricing: Command {
    let name = "namecheap.users.getPricing"
    let backEnd = Envelope.BackEnd.general
    let parameters = [
        "ProductType", "ProductCategory", "ActionName", "ProductName", "PromotionCode",
    ]
    let errors = [
        DocumentedError.byItself(2_011_170, "promotion code unusable"),
        .byItself(2_011_298, "ProductType missing or unknown"),
    ]

    func stub(_ fields: Fields) -> [Element] { [] }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let isPromoted = try PurchaseArguments.promotion(fields, long: 2_011_170)
        switch (fields["ProductType"] ?? "").uppercased() {
        case "SSLCERTIFICATE": break
        case "DOMAIN", "WHOISGUARD": return [Element("UserGetPricingResult")]
        default: throw .refused(number: 2_011_298, text: "ProductType is not valid")
        }
        let wanted = (fields["ActionName"] ?? "").lowercased()
        let category = (fields["ProductCategory"] ?? "").lowercased()
        let actions = PriceList.Action.allCases.filter { action in
            (wanted.isEmpty || wanted == action.rawValue)
                && ["", "comodo", action.rawValue].contains(category)
        }
        let lines = PriceList.lines.filter { line in
            let product = Product.named(line.product)
            return product?.sold(at: world.clock.now) != nil
                && (category != "comodo" || product?.isCurrent == false)
        }
        let now = world.clock.now
        let categories = actions.map { action in
            let products = lines.flatMap {
                Self.products($0, action, at: now, isPromoted: isPromoted)
            }.filter { Self.isWanted($0.listed, fields["ProductName"] ?? "") }
            return Element("ProductCategory", [("Name", action.rawValue)], products.map(\.element))
        }
        let type = Element("ProductType", [("Name", "ssl")], categories)
        return [Element("UserGetPricingResult", [], [type])]
    }

    private static func isWanted(_ listed: String, _ name: String) -> Bool {
        let wanted = name.lowercased().split(separator: " ").joined(separator: "-")
        return wanted.isEmpty || wanted == listed
    }

    /// The product and, where names can be added, their price; both of what is really sold.
    private static func products(
        _ line: PriceList.Line, _ action: PriceList.Action, at now: Moment, isPromoted: Bool
    ) -> [(listed: String, element: Element)] {
        let sold = Product.named(line.product)?.sold(at: now)
        let charged = sold.flatMap { PriceList.line(of: $0) } ?? line
        let prices = PriceList.years.map {
            price($0, charged.yearly(action, years: $0), isPromoted: isPromoted)
        }
        let product = Element("Product", [("Name", line.listed)], prices)
        guard charged.name > 0 else { return [(line.listed, product)] }
        let more = line.listed + "-moresans"
        let morePrices = PriceList.years.map {
            price($0, Amount(cents: charged.name), isPromoted: isPromoted)
        }
        return [
            (line.listed, product), (more, Element("Product", [("Name", more)], morePrices)),
        ]
    }

    private static func price(_ years: Int, _ amount: Amount, isPromoted: Bool) -> Element {
        let text = amount.twoPlaces
        return Element(
            "Price",
            [
                ("Duration", String(years)), ("DurationType", "YEAR"), ("Price", text),
                ("PricingType", "MULTIPLE"), ("RegularPrice", text),
                ("RegularPriceType", "MULTIPLE"), ("YourPrice", text),
                ("YourPriceType", "MULTIPLE"),
                ("PromotionPrice", isPromoted ? PriceList.promoted(amount).twoPlaces : "0.0"),
                ("Currency", "USD"),
            ])
    }
}
