import Wording

/// One exchange as it may be logged: the key is redacted everywhere and a CSR is only its length.
package struct Exchange: Sendable {
    /// The command's documented name.
    package let command: String
    /// All parameters in the order sent.
    package let parameters: [NamecheapParameter]
    /// The HTTP status; nil where no answer came.
    package let httpStatus: Int?
    /// Bytes of the whole body.
    package let bytes: Int
    /// Time from the start to the last byte; nil where no answer came.
    package let elapsed: Duration?
    /// The body, at most `Exchange.bodyLimit` bytes of it.
    package let body: String
    /// What went wrong; nil after success.
    package let error: NamecheapError?

    /// Bytes of body kept: an answer with a certificate and its chain fits.
    package static let bodyLimit = 32_768
}

/// What makes texts of one account fit for a log.
struct Redaction {
    private let key: Secret

    init(key: Secret) {
        self.key = key
    }

    /// Parameters as they may be shown.
    func parameters(_ parameters: [NamecheapParameter]) -> [NamecheapParameter] {
        parameters.map {
            switch $0.name {
            case "ApiKey": NamecheapParameter($0.name, key.description)
            case "CSR": NamecheapParameter($0.name, "(\($0.value.utf8.count) bytes)")
            default: NamecheapParameter($0.name, key.redacted(from: $0.value))
            }
        }
    }

    /// A body as it may be shown.
    ///
    /// Where it is cut, as much as a whole key is dropped, so that no half of one is left over.
    func body(_ body: [UInt8]) -> String {
        let margin = 3 * key.exposed.utf8.count
        let text = String(decoding: body.prefix(Exchange.bodyLimit + margin), as: UTF8.self)
        let shown = key.redacted(from: text)
        guard body.count > Exchange.bodyLimit else { return shown }
        return shown.dropLast(margin) + "…"
    }
}
