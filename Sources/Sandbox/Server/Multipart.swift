/// The fields of a multipart/form-data body (RFC 7578), read strictly.
///
/// Only what a form without files holds is understood; everything else is refused, because
/// guessing what a broken body means hides a client's mistake.
struct Multipart {
    /// The fields in the order in which they came.
    private(set) var fields: [(name: String, value: String)] = []

    /// More parts than any command has parameters: 97 added names are the most.
    private static let partLimit = 2000
    /// A part's header holds its name and perhaps a type.
    private static let headerLimit = (lines: 8, length: 1000)

    /// Reads a body whole; an error says what is wrong with it.
    init(_ body: [UInt8], boundary: String) throws(SandboxError) {
        guard Self.isBoundary(boundary) else { throw Self.wrong("the boundary") }
        let start = Array("--\(boundary)".utf8)
        let delimiter = Array("\r\n".utf8) + start
        guard body.starts(with: start) else { throw Self.wrong("the first boundary") }
        var rest = body.dropFirst(start.count)
        while !rest.starts(with: "--".utf8) {
            guard rest.starts(with: "\r\n".utf8) else { throw Self.wrong("a boundary line") }
            guard fields.count < Self.partLimit else { throw Self.wrong("the number of parts") }
            rest = rest.dropFirst(2)
            let name = try Self.takeName(&rest)
            guard let end = Self.first(delimiter, in: rest) else {
                throw Self.wrong("the last boundary")
            }
            fields.append((name, String(decoding: rest[..<end], as: UTF8.self)))
            rest = rest[(end + delimiter.count)...]
        }
    }

    /// Whether a text may be a boundary (RFC 2046, 5.1.1).
    private static func isBoundary(_ text: String) -> Bool {
        (1...70).contains(text.utf8.count) && !text.hasSuffix(" ")
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                        || "'()+_,-./:=? ".unicodeScalars.contains(scalar))
            }
    }

    /// Takes the header of a part and gives the name of its field.
    private static func takeName(_ rest: inout ArraySlice<UInt8>) throws(SandboxError) -> String {
        var name: String?
        for _ in 0...headerLimit.lines {
            guard let end = first(Array("\r\n".utf8), in: rest.prefix(headerLimit.length)) else {
                throw wrong("the header of a part")
            }
            let line = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[(end + 2)...]
            guard !line.isEmpty else {
                guard let name else { throw wrong("the name of a part") }
                return name
            }
            guard let named = try Self.name(in: line) else { continue }
            guard name == nil else { throw wrong("the name of a part") }
            name = named
        }
        throw wrong("the header of a part")
    }

    /// The name that a line of a part's header gives; nil for another line.
    private static func name(in line: String) throws(SandboxError) -> String? {
        guard let colon = line.firstIndex(of: ":"),
            let value = HeaderValue(String(line[line.index(after: colon)...].drop { $0 == " " }))
        else { throw wrong("the header of a part") }
        switch line[..<colon].lowercased() {
        case "content-disposition":
            guard value.value == "form-data", let name = value.parameters["name"] else {
                throw wrong("the name of a part")
            }
            guard value.parameters.keys.allSatisfy({ !$0.hasPrefix("filename") }) else {
                throw wrong("a part that is a file")
            }
            return name
        case "content-transfer-encoding":
            // The text stands as it is in these; RFC 7578, 4.7, allows no other.
            guard ["7bit", "8bit", "binary"].contains(value.value) else {
                throw wrong("the encoding of a part")
            }
            return nil
        default: return nil
        }
    }

    /// Where a sequence of octets begins.
    private static func first(_ pattern: [UInt8], in octets: ArraySlice<UInt8>) -> Int? {
        var rest = octets
        while let place = rest.firstIndex(of: pattern[0]) {
            rest = rest[place...]
            if rest.starts(with: pattern) { return place }
            rest = rest.dropFirst()
        }
        return nil
    }

    private static func wrong(_ what: String) -> SandboxError {
        .body(status: 400, reason: "\(what) of multipart/form-data is not right")
    }
}
