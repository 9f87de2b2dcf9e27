/// What a POST carries, and the header lines that go with it.
package struct HTTPContent: Sendable {
    /// The bytes as they are sent.
    package let bytes: [UInt8]
    /// `Content-Type` and what else is to be known about it, in their order.
    package let headers: [(name: String, value: String)]

    /// Bytes of a type such as `application/json`, with further headers.
    package init(
        _ bytes: [UInt8], type: String, headers: [(name: String, value: String)] = []
    ) {
        self.bytes = bytes
        self.headers = [("Content-Type", type)] + headers
    }

    /// The header lines; nil where one of them could end a header.
    var lines: [String]? {
        let lines = headers.map { "\($0.name): \($0.value)" }
        let arePlain = lines.allSatisfy { $0.utf8.allSatisfy { (32...126).contains($0) } }
        return arePlain ? lines : nil
    }
}
