import Subscriptions
import XML

extension Bool {
    /// A yes or no as answers write it: true/false, and tolerated Y/N and YES/NO (namecheap-api.md,
    /// section 2.1); nil for any other word.
    init?(answer word: some StringProtocol) {
        switch word.lowercased() {
        case "true", "y", "yes": self = true
        case "false", "n", "no": self = false
        default: return nil
        }
    }
}

extension Day {
    /// A date as answers write it, `MM/DD/YYYY` padded or not; nil where empty or no date.
    init?(answer text: Span<UInt8>) {
        var parts: (Int, Int, Int) = (0, 0, 0)
        var slashes = 0
        for index in text.indices {
            let byte = text[index]
            if byte == UInt8(ascii: "/") {
                slashes += 1
                parts = (parts.1, parts.2, 0)
                continue
            }
            let digit = Int(byte) - 48
            guard (0...9).contains(digit), parts.2 < 1_000 else { return nil }
            parts.2 = parts.2 * 10 + digit
        }
        guard slashes == 2 else { return nil }
        self.init(year: parts.2, month: parts.0, day: parts.1)
    }

    /// A date in an attribute of a tree.
    init?(answer text: String?) {
        guard let text else { return nil }
        self.init(answer: Array(text.utf8).span)
    }
}

extension String {
    /// Lines without blanks around them and without empty lines, each ended by one `\n`.
    var asPEM: String {
        split(whereSeparator: \.isNewline)
            .map { $0.filter { $0 != "\t" && $0 != "\r" }.trimmingBlanks }
            .filter { !$0.isEmpty }
            .map { $0 + "\n" }
            .joined()
    }

    /// Itself, or nil where it is empty.
    var nonEmpty: String? { isEmpty ? nil : self }
}

extension StringProtocol {
    fileprivate var trimmingBlanks: String {
        let start = drop { $0 == " " }
        return start.lastIndex { $0 != " " }.map { String(start[...$0]) } ?? ""
    }
}
