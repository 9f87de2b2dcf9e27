/// The tags of a Mustache template, read only as far as checking their names needs.
///
/// The library renders a missing name as nothing, silently; a customer would get a mail with holes.
struct TemplateTags {
    private let source: String
    private let firstLine: Int

    /// Tags of the part that starts at this line of the source, a file or a shipped template.
    init(source: String, firstLine: Int) {
        self.source = source
        self.firstLine = firstLine
    }

    /// Throws at the first tag that names nothing in the data or does more than a notice may.
    func check(_ text: String, allowsUnescaped: Bool) throws(NoticeError) {
        var line = firstLine
        for (index, piece) in text.split(separator: "{{", omittingEmptySubsequences: false)
            .enumerated()
        {
            if index > 0, let end = piece.firstIndex(of: "}") {
                try check(tag: piece[..<end], line: line, allowsUnescaped: allowsUnescaped)
            }
            line += piece.count(where: \.isNewline)
        }
    }

    private func check(
        tag: Substring, line: Int, allowsUnescaped: Bool
    ) throws(NoticeError) {
        let trimmed = tag.trimmed
        switch trimmed.first {
        case "!": return
        case "#", "^", "/": try check(name: trimmed.dropFirst(), line: line)
        case "&", "{":
            guard allowsUnescaped else {
                throw .template(source, line: line, problem: "an HTML value must be escaped")
            }
            try check(name: trimmed.dropFirst(), line: line)
        case ">", "<", "$", "%", "=":
            throw .template(
                source, line: line, problem: "the tag {{\(trimmed)}} is not used in notices")
        default: try check(name: trimmed, line: line)
        }
    }

    /// Of the library's calls only those about the place in a list are let pass: any other one that
    /// does not fit its value renders as nothing, too.
    private func check(name: Substring, line: Int) throws(NoticeError) {
        let bare = String(name.trimmed)
        let placeCalls = ["first()", "last()", "index()", "even()", "odd()"]
        guard bare != ".", !placeCalls.contains(bare), !NoticeData.fields.contains(bare) else {
            return
        }
        throw .unknownName(bare, source, line: line)
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return start[...last]
    }
}
