/// A generator of numbers that gives the same ones for the same seed (SplitMix64).
struct Dice: RandomNumberGenerator, Sendable {
    private var mixed: UInt64

    init(seed: UInt64) {
        mixed = seed
    }

    /// Goes on where another left off.
    init(state: Int64) {
        mixed = UInt64(bitPattern: state)
    }

    /// Where another can go on, as a number that SQLite can hold.
    var state: Int64 { Int64(bitPattern: mixed) }

    mutating func next() -> UInt64 {
        self.mixed &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.mixed
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but not 1, of the 53 bits that a `Double` holds.
    mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Lower-case hexadecimal digits.
    mutating func hexadecimal(digits: Int) -> String {
        let alphabet = Array("0123456789abcdef")
        return String((0..<digits).map { _ in alphabet[Int(next() % 16)] })
    }

    /// Octets for a certificate's serial number, the first never zero and never negative.
    mutating func serial() -> [UInt8] {
        (0..<16).map { $0 == 0 ? UInt8(next() % 127) + 1 : UInt8(next() % 256) }
    }
}
