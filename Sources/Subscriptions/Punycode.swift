/// The ASCII form of labels of internationalised names (RFC 3492, with the parameters of IDNA).
package enum Punycode {
    private static let base = 36
    private static let smallest = 1
    private static let largest = 26
    private static let skew = 38
    private static let damping = 700
    private static let firstBias = 72
    private static let firstCode = 128

    /// What comes before an encoded label: an A-label.
    package static let prefix = "xn--"

    /// The A-label of a label; one of plain ASCII is its own.
    ///
    /// Lower case and composed letters are the caller's to see to.
    package static func aLabel(of label: some StringProtocol) -> String {
        let scalars = label.unicodeScalars.map { Int($0.value) }
        let plain = scalars.filter { $0 < firstCode }
        guard plain.count < scalars.count else { return String(label) }
        var output = plain.compactMap { UnicodeScalar($0).map(Character.init) }
        if !plain.isEmpty { output.append("-") }
        var (code, delta, bias, done) = (firstCode, 0, firstBias, plain.count)
        while done < scalars.count {
            guard let next = scalars.filter({ $0 >= code }).min() else { break }
            delta += (next - code) * (done + 1)
            code = next
            for scalar in scalars {
                if scalar < code { delta += 1 }
                guard scalar == code else { continue }
                output += digits(of: delta, bias: bias)
                bias = adapted(delta, count: done + 1, isFirst: done == plain.count)
                delta = 0
                done += 1
            }
            delta += 1
            code += 1
        }
        return prefix + String(output)
    }

    /// The label that an A-label stands for; nil where it stands for none.
    package static func label(ofALabel text: some StringProtocol) -> String? {
        guard text.hasPrefix(prefix), text.utf8.count <= 63 else { return nil }
        let encoded = text.dropFirst(prefix.count)
        let split = encoded.lastIndex(of: "-")
        var scalars = (split.map { encoded[..<$0] } ?? "").unicodeScalars.map { Int($0.value) }
        var rest = (split.map { encoded[encoded.index(after: $0)...] } ?? encoded[...]).utf8
            .makeIterator()
        var (code, index, bias) = (firstCode, 0, firstBias)
        var next = rest.next()
        while next != nil {
            let before = index
            var (weight, position) = (1, base)
            while true {
                guard let digit = next.flatMap(value), weight < 1 << 30 else { return nil }
                next = rest.next()
                index += digit * weight
                let threshold = max(smallest, min(largest, position - bias))
                if digit < threshold { break }
                weight *= base - threshold
                position += base
            }
            let count = scalars.count + 1
            bias = adapted(index - before, count: count, isFirst: before == 0)
            code += index / count
            index %= count
            guard UnicodeScalar(UInt32(clamping: code)) != nil else { return nil }
            scalars.insert(code, at: index)
            index += 1
        }
        let label = String(
            String.UnicodeScalarView(scalars.compactMap { UnicodeScalar(UInt32($0)) }))
        // One that is not written the one right way is no A-label.
        return aLabel(of: label) == text ? label : nil
    }

    private static func digits(of delta: Int, bias: Int) -> [Character] {
        var (rest, position) = (delta, base)
        var digits: [Character] = []
        while true {
            let threshold = max(smallest, min(largest, position - bias))
            if rest < threshold { return digits + [character(rest)] }
            let width = base - threshold
            digits.append(character(threshold + (rest - threshold) % width))
            rest = (rest - threshold) / width
            position += base
        }
    }

    private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damping : delta / 2
        delta += delta / count
        var steps = 0
        while delta > (base - smallest) * largest / 2 {
            delta /= base - smallest
            steps += base
        }
        return steps + (base - smallest + 1) * delta / (delta + skew)
    }

    private static func character(_ digit: Int) -> Character {
        Character(UnicodeScalar(UInt8(digit < 26 ? 97 + digit : 22 + digit)))
    }

    private static func value(_ byte: UInt8) -> Int? {
        switch byte {
        case 97...122: Int(byte) - 97
        case 65...90: Int(byte) - 65
        case 48...57: Int(byte) - 22
        default: nil
        }
    }
}
