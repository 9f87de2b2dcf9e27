import Foundation

/// An answer in `Fixtures`, every value invented, in a shape of namecheap-api.md, section 2 or 6.
struct Fixture {
    /// The body as it came.
    let bytes: [UInt8]

    /// The file of this name.
    init(_ name: String) throws {
        let folder = Bundle.module.resourceURL?.appending(path: "Fixtures")
        guard let file = folder?.appending(path: name + ".xml") else { throw Missing() }
        bytes = Array(try Data(contentsOf: file))
    }

    /// The body with one text in place of another that must be there.
    func replacing(_ text: String, with replacement: String) throws -> [UInt8] {
        let body = String(decoding: bytes, as: UTF8.self)
        guard body.contains(text) else { throw Missing() }
        return Array(body.replacingOccurrences(of: text, with: replacement).utf8)
    }

    struct Missing: Error {}
}
