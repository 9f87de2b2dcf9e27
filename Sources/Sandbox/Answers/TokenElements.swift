/// The tokens of a submission as ssl.activate, ssl.reissue and ssl.editDCVMethod write them.
enum TokenElements {
    /// One block per method in use, one `DNS` element per name.
    static func layered(_ submission: Submission, _ token: Token) -> [Element] {
        let files = submission.methods.filter { $0.method == .file }.map { name, _ in
            Element("DNS", [("domain", name)], file(token))
        }
        let aliases = submission.methods.filter { $0.method == .cname }.map { name, _ in
            Element("DNS", [("domain", name)], alias(token, name))
        }
        let blocks = [("HttpDCValidation", files), ("DNSDCValidation", aliases)]
        return blocks.filter { !$0.1.isEmpty }
            .map { Element($0.0, [("ValueAvailable", "true")], $0.1) }
    }

    /// Both blocks, one token each, without the `DNS` layer.
    static func flat(_ submission: Submission, _ token: Token) -> [Element] {
        let file = submission.methods.first { $0.method == .file }
        let alias = submission.methods.first { $0.method == .cname }
        let none = ("FileName", "FileContent", "HostName", "Target")
        return [
            Element(
                "HttpDCValidation", [("ValueAvailable", String(file != nil))],
                file == nil ? [empty(none.0), empty(none.1)] : Self.file(token)),
            Element(
                "DNSDCValidation", [("ValueAvailable", String(alias != nil))],
                alias.map { Self.alias(token, $0.name) } ?? [empty(none.2), empty(none.3)]),
        ]
    }

    private static func file(_ token: Token) -> [Element] {
        [
            Element("FileName", characterData: token.fileName),
            Element("FileContent", characterData: token.fileContent),
        ]
    }

    private static func alias(_ token: Token, _ name: String) -> [Element] {
        [
            Element("HostName", characterData: token.owner(for: name)),
            Element("Target", characterData: token.target),
        ]
    }

    private static func empty(_ name: String) -> Element { Element(name, characterData: "") }
}
