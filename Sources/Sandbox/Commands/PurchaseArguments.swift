/// The parameters that the paying commands share.
enum PurchaseArguments {
    /// How many names an order can buy beside those included.
    static let mostNames = 97

    /// Years: one digit from 1 to 5.
    ///
    /// The documentation has one number for years above 3 (older text: above 10) and one for what
    /// a type does not allow; here two digits give the first and every other digit the second.
    static func years(_ fields: Fields, long: Int) throws(SandboxError) -> Int {
        let text = fields["Years"] ?? ""
        guard !text.isEmpty else { throw .refused(number: 2_010_167, text: "Years is missing") }
        guard let years = Int(text) else {
            throw .refused(number: 2_011_167, text: "Years is not valid")
        }
        guard text.utf8.count == 1 else { throw .refused(number: long, text: "Years is too long") }
        guard PriceList.years.contains(years) else {
            throw .refused(number: 2_013_167, text: "Years is out of range for this type")
        }
        return years
    }

    /// The product that is sold under a name now.
    static func product(_ name: String, in world: isolated World) throws(SandboxError) -> Product {
        if Product.discontinued.contains(name.lowercased()) {
            throw .refused(number: 2_011_301, text: "The requested SSL type is discontinued")
        }
        guard let product = Product.named(name)?.sold(at: world.clock.now) else {
            throw .refused(number: 2_011_301, text: "The SSL type is not valid")
        }
        return product
    }

    /// Whether the one promotion code there is was given.
    static func promotion(_ fields: Fields, long: Int = 2_013_170) throws(SandboxError) -> Bool {
        let code = fields["PromotionCode"] ?? ""
        guard !code.isEmpty else { return false }
        guard code.count <= 20 else {
            throw .refused(number: long, text: "PromotionCode is too long")
        }
        guard code.uppercased() == PriceList.promotionCode else {
            throw .refused(number: 2_011_170, text: "Promotion code is not available")
        }
        return true
    }

    /// How many names are to be added to those that were bought before.
    static func names(
        _ text: String, product: Product, bought: Int = 0
    ) throws(SandboxError) -> Int {
        guard let count = Int(text) else {
            throw .refused(number: 2_011_900, text: "The number of names is not valid")
        }
        guard (0...max(0, mostNames - bought)).contains(count) else {
            throw .refused(number: 2_013_900, text: "The number of names is out of range")
        }
        guard product.coverage == .multiple || count == 0 else {
            throw .refused(number: 2_011_767, text: "The SSL type takes no further names")
        }
        return count
    }

    /// The error numbers of an order that is refused, whichever command places it.
    static let errors =
        [
            DocumentedError.byItself(2_528_166, "order failed: the balance is too low"),
            .asFault(
                2_032_409, "trouble in the authentication phase of the order",
                "an order here has no phases"),
            .asFault(2_033_409, "user to be charged not found", "older list only"),
            .asFault(4_011_299, "validation id already used", "older list only"),
            .asFault(4_080_167, "historic limits on 3 to 5 years", "the limits are history"),
            .unhandled,
        ]
}
