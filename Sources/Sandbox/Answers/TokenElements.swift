/// The tokens of a submission as ssl.activate, ssl.reissue and ssl.editDCVMethod write them.
enum TokenElements {
    /// One block per method, one `DNS` element per name; an unused block only when asked for.
    static func layered(
        _ submission: Submission, _ token: Token, showsBoth: Bool = false
    ) -> [Element] {
        let files = submission.methods.filter { $0.method == .file }.map { name, _ in
            Element("DNS", [("domain", name)], file(token))
        }
        let aliases = submission.methods.filter { $0.method == .cname }.map { name, _ in
            Element("DNS", [("domain", name)], alias(token, name))
        }
        let blocks = [("HttpDCValidation", files), ("DNSDCValidation", aliases)]
        return blocks.filter { showsBoth || !$0.1.isEmpty }
            .map { Element($0.0, [("ValueAvailable", String(!$0.1.isEmpty))], $0.1) }
    }

    /// The blocks in use, one token each, without the `DNS` layer: the shape before 2018.
    static func old(_ submission: Submission, _ token: Token) -> [Element] {
        flat(submission, token).filter { $0.attributes.first?.value == "true" }
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

extension World {
    /// The token blocks of ssl.activate and ssl.reissue in the shape that is set.
    func tokenElements(_ submission: Submission, _ order: Order) -> [Element] {
        let token = token(of: submission, order: order)
        return faults.take(.noDnsLayer)
            ? TokenElements.old(submission, token)
            : TokenElements.layered(submission, token, showsBoth: settings.bothBlocks)
    }
}
