/// A short word for several texts: the same in every run, another for other texts.
struct ShortHash: CustomStringConvertible {
    /// Letters and digits.
    let description: String

    /// The word of texts, in their order.
    init(of texts: [String]) {
        // FNV-1a of 64 bits; a zero byte, which no text has, stands between two.
        let hash = texts.joined(separator: "\0").utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        description = String(hash, radix: 36)
    }
}
