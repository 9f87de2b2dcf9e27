extension Int {
    /// What becomes of a part of a hundredth.
    package enum Hundredth: Sendable {
        /// It is dropped: what is there is never said to be more.
        case cutOff
        /// It counts as a whole one: what is to be paid is never said to be less.
        case roundedUp
    }

    /// An amount in hundredths as answers write it, `-8972.2399` or `17.9000` (namecheap-api.md,
    /// section 2.1); nil where it is no decimal number.
    package init?(hundredths text: String, _ part: Hundredth) {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0)
            .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? String(parts[1]) : "00"
        guard let whole = parts.first, !whole.isEmpty, whole.utf8.count <= 15,
            (whole + fraction).utf8.allSatisfy({ (48...57).contains($0) }),
            let amount = Int(whole + (fraction + "00").prefix(2))
        else { return nil }
        let hasMore = fraction.dropFirst(2).contains { $0 != "0" }
        let rounded = amount + (hasMore && part == .roundedUp ? 1 : 0)
        self = isNegative ? -rounded : rounded
    }
}
