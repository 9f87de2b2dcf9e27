/// The value of a header with its parameters, as `form-data; name="CSR"` (RFC 9110, 5.6.6).
struct HeaderValue: Equatable {
    /// The part before the first parameter, in lower case.
    let value: String
    /// The parameters by their name in lower case.
    let parameters: [String: String]

    /// Reads a value; nil for anything that is not exactly of this form.
    init?(_ text: String) {
        var reader = Reader(rest: text.utf8[...])
        let value = reader.take { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
        var parameters: [String: String] = [:]
        reader.skipBlanks()
        while !reader.rest.isEmpty {
            guard reader.takes(";") else { return nil }
            reader.skipBlanks()
            let name = reader.take(while: Self.isOfToken).lowercased()
            guard !name.isEmpty, reader.takes("="), let value = reader.takeValue(),
                parameters.updateValue(value, forKey: name) == nil
            else { return nil }
            reader.skipBlanks()
        }
        self.value = value.lowercased()
        self.parameters = parameters
    }

    /// Whether an octet may stand in a token (RFC 9110, 5.6.2).
    fileprivate static func isOfToken(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(octet)
        }
    }
}

/// What is left to read of a header.
private struct Reader {
    var rest: Substring.UTF8View

    /// Takes octets for as long as they fit.
    mutating func take(while fits: (UInt8) -> Bool) -> String {
        let taken = rest.prefix(while: fits)
        rest = rest[taken.endIndex...]
        return String(Substring(taken))
    }

    /// Takes one character; false when another one comes.
    mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func skipBlanks() {
        rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    /// Takes a token or a quoted text; nil when neither comes or the quote stays open.
    mutating func takeValue() -> String? {
        guard takes("\"") else {
            let token = take(while: HeaderValue.isOfToken)
            return token.isEmpty ? nil : token
        }
        var octets: [UInt8] = []
        while let octet = rest.popFirst() {
            switch octet {
            case UInt8(ascii: "\""): return String(decoding: octets, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else { return nil }
                octets.append(escaped)
            default: octets.append(octet)
            }
        }
        return nil
    }
}
