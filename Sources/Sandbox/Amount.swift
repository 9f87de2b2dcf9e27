/// An amount of US dollars, exact to the cent.
struct Amount: Codable, Comparable, Hashable, Sendable {
    /// The whole amount in cents.
    let cents: Int

    init(cents: Int) {
        self.cents = cents
    }

    /// Reads `500`, `500.5` or `500.00`; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : "0"
        let isPlain = (parts + [fraction]).allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        guard (1...2).contains(parts.count), isPlain, parts[0].utf8.count <= 9,
            fraction.utf8.count <= 2, let whole = Int(parts[0]), let rest = Int(fraction)
        else { return nil }
        cents = whole * 100 + (fraction.utf8.count == 1 ? rest * 10 : rest)
    }

    /// The smaller of two comes first.
    static func < (left: Self, right: Self) -> Bool { left.cents < right.cents }

    /// The sum of two amounts.
    static func + (left: Self, right: Self) -> Self { Self(cents: left.cents + right.cents) }

    /// What is left of an amount.
    static func - (left: Self, right: Self) -> Self { Self(cents: left.cents - right.cents) }

    /// An amount a number of times.
    static func * (left: Self, times: Int) -> Self { Self(cents: left.cents * times) }

    /// As `212.40`, the way balances and prices are written.
    var twoPlaces: String { "\(cents / 100)." + (cents % 100 < 10 ? "0" : "") + "\(cents % 100)" }

    /// As `17.9000`, the way a charge is written.
    var fourPlaces: String { twoPlaces + "00" }
}
