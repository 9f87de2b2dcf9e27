extension Int {
    /// A number of 1–18 ASCII digits, nil for anything else.
    package init?(ascii digits: Span<UInt8>) {
        guard (1...18).contains(digits.count) else { return nil }
        var number = 0
        for index in digits.indices {
            let digit = digits[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            number = number &* 10 &+ Int(digit)
        }
        self = number
    }
}

extension Span<UInt8> {
    /// Whether the bytes are this word of lower-case letters; capitals count as the same letter.
    package func isWord(_ word: StaticString) -> Bool {
        let wanted = unsafe UnsafeBufferPointer(
            start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard count == wanted.count else { return false }
        for index in indices where unsafe (self[index] | 0x20) != wanted[index] { return false }
        return true
    }
}
