package import Subscriptions

/// Reads `VALIDATION COVERAGE NAMES YEARS PRICES NAME`: dv, ov or ev; single, wildcard or
/// multi-domain; names included and at most; years; the name in the price list, or `-` for the
/// usual one; and the name that orders say.
func orderedProduct(inLine text: String) -> Product? {
    let words = text.split(maxSplits: 5) { $0 == " " || $0 == "\t" }
    guard words.count == 6, let validation = ValidationLevel(rawValue: String(words[0])),
        let coverage = Product.Coverage(rawValue: String(words[1])),
        let names = range(words[2]), names.lowerBound >= 1, names.upperBound <= 1_000,
        coverage == .multiDomain || names == 1...1, let years = range(words[3]),
        PaidPeriod.allowedYears.contains(years.lowerBound),
        PaidPeriod.allowedYears.contains(years.upperBound)
    else { return nil }
    let name = String(words[5].drop { $0 == " " || $0 == "\t" })
    // The longest that a request may say.
    guard (1...50).contains(name.utf8.count) else { return nil }
    return Product(
        name, validation, coverage, names: names, years: years,
        priceName: words[4] == "-" ? nil : words[4].lowercased())
}

/// `3-100`, or one number for both.
private func range(_ text: Substring) -> ClosedRange<Int>? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let first = wholeNumber(parts[0]),
        let last = parts.count == 2 ? wholeNumber(parts[1]) : first, first <= last
    else { return nil }
    return first...last
}

extension SettingSet {
    /// The products of a repeatable setting, in the order of the file.
    package func products(_ definition: SettingDefinition) -> [Product] {
        all(definition).compactMap { orderedProduct(inLine: $0.value) }
    }
}
