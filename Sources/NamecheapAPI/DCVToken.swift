import XML

/// What proves control of a name, as the answer says; always published as given (section 7.1).
package enum DCVToken: Sendable, Equatable {
    /// A file `name` below `/.well-known/pki-validation/` with `content`, lines joined by `\n`.
    ///
    /// `domain` is nil where the answer has no layer per name (2017 shape, editDCVMethod).
    case file(domain: String?, name: String, content: String)
    /// A record `host CNAME target`; `domain` as with a file.
    case cname(domain: String?, host: String, target: String)

    /// All tokens of a result element, with or without the `DNS` layer (namecheap-api.md, 6.5).
    static func all(in result: XMLElement) -> [DCVToken] {
        files(in: result) + names(in: result)
    }

    /// The tokens of every name where an answer has one token and no layer per name.
    ///
    /// Before 2018, and in editDCVMethod to this day, there is one host name even for several
    /// names: the label and the target, or the file, are the same for all (namecheap-api.md, 6.13).
    package static func spread(_ tokens: [DCVToken], over names: [String]) -> [DCVToken] {
        guard !names.isEmpty, tokens.count == 1, let only = tokens.first else { return tokens }
        switch only {
        case .file(nil, let file, let content):
            return names.map { .file(domain: $0, name: file, content: content) }
        case .cname(nil, let host, let target):
            let label = host.split(separator: ".", maxSplits: 1).first ?? ""
            return names.map { name in
                let base = name.hasPrefix("*.") ? String(name.dropFirst(2)) : name
                return .cname(domain: name, host: "\(label).\(base)", target: target)
            }
        default: return tokens
        }
    }

    private static func files(in result: XMLElement) -> [DCVToken] {
        holders(in: result, block: "HttpDCValidation").compactMap { domain, holder in
            guard let name = holder.first("FileName")?.text.nonEmpty,
                let content = holder.first("FileContent")?.text.nonEmpty
            else { return nil }
            let lines = content.split(whereSeparator: \.isWhitespace).joined(separator: "\n")
            return .file(domain: domain, name: name, content: lines)
        }
    }

    private static func names(in result: XMLElement) -> [DCVToken] {
        holders(in: result, block: "DNSDCValidation").compactMap { domain, holder in
            guard let host = holder.first("HostName")?.text.nonEmpty,
                let target = holder.first("Target")?.text.nonEmpty
            else { return nil }
            return .cname(domain: domain, host: host, target: target)
        }
    }

    /// The elements that hold a token: one `DNS` per name, or the block itself.
    private static func holders(
        in result: XMLElement, block: String
    ) -> [(domain: String?, element: XMLElement)] {
        result.all(block)
            .filter { $0["ValueAvailable"].flatMap { Bool(answer: $0) } ?? true }
            .flatMap { block in
                let layers = block.all("DNS")
                return layers.isEmpty ? [(nil, block)] : layers.map { ($0["domain"], $0) }
            }
    }
}

/// How control of a name is to be proved.
package enum DCVChoice: Sendable, Equatable {
    /// A file on the host's web server.
    case file
    /// A CNAME record.
    case cname
    /// A message to an address the CA accepts for the name.
    case email(address: String)

    /// The word activate and reissue use for one name (namecheap-api.md, section 6.5).
    var hashWord: String {
        switch self {
        case .file: "HTTPCSRHASH"
        case .cname: "CNAMECSRHASH"
        case .email(let address): address
        }
    }

    /// The word editDCVMethod uses, with underscores (namecheap-api.md, section 6.13).
    var methodWord: String {
        switch self {
        case .file: "HTTP_CSR_HASH"
        case .cname: "CNAME_CSR_HASH"
        case .email(let address): address
        }
    }

    /// The address of a choice by mail.
    var address: String? {
        if case .email(let address) = self { address } else { nil }
    }
}

/// A further name of a certificate for several names, and how it is proved.
package struct NamedChoice: Sendable, Equatable {
    /// The host name.
    package let name: String
    /// How control of it is proved.
    package let choice: DCVChoice

    /// A name with its choice.
    package init(name: String, choice: DCVChoice) {
        self.name = name
        self.choice = choice
    }
}
