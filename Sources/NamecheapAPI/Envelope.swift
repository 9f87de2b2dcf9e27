package import XML

/// The outer part of every answer, read and checked (namecheap-api.md, section 2).
package struct Envelope {
    /// The `CommandResponse`.
    package let response: XMLElement
    /// The command that was answered.
    package let command: String

    /// Reads an answer to `command`; throws what the CA refused or why it is no answer.
    package init(_ body: [UInt8], command: String) throws(NamecheapError) {
        try Envelope.checkKind(of: body, command)
        let root: XMLElement
        do throws(XMLError) {
            root = try XMLDocument.parse(body)
        } catch {
            throw .unexpected(command: command, .unreadable(reason: error.happened))
        }
        var head = EnvelopeHead(command: command)
        head.rootName = root.name
        head.status = root["Status"]
        head.hasServer = root.first("Server") != nil
        head.type = root.first("CommandResponse")?["Type"]
        head.errors =
            root.first("Errors")?.all("Error").map {
                APIError(number: $0["Number"].flatMap { Int($0) } ?? 0, text: $0.text)
            } ?? []
        try head.check()
        guard let response = root.first("CommandResponse") else {
            throw .unexpected(command: command, .missing("CommandResponse"))
        }
        self.response = response
        self.command = command
    }

    /// The result element of a command that acts; it must say `IsSuccess` itself.
    package func confirmed(_ names: String...) throws(NamecheapError) -> XMLElement {
        let result = try result(names)
        guard result["IsSuccess"].flatMap({ Bool(answer: $0) }) == true else {
            throw .unexpected(command: command, .noSuccess)
        }
        return result
    }

    /// The result element, by any of its names.
    package func result(_ names: [String]) throws(NamecheapError) -> XMLElement {
        guard let result = response.children.first(where: { names.contains($0.name) }) else {
            throw .unexpected(command: command, .missing(names.joined(separator: " or ")))
        }
        return result
    }

    /// Refuses nothing at all and a web page before they are taken for XML.
    static func checkKind(of body: [UInt8], _ command: String) throws(NamecheapError) {
        let isMark = body.starts(with: [0xEF, 0xBB, 0xBF])
        let start = body.dropFirst(isMark ? 3 : 0).drop { $0 <= 32 }.prefix(14)
        let text = String(decoding: start, as: UTF8.self).lowercased()
        guard !text.isEmpty else { throw .unexpected(command: command, .empty) }
        guard !text.hasPrefix("<html"), !text.hasPrefix("<!doctype html") else {
            throw .unexpected(command: command, .html)
        }
    }
}

/// What decides whether an answer is one, gathered from a tree or from a stream.
struct EnvelopeHead {
    let command: String
    var rootName = ""
    var status: String?
    var type: String?
    var hasServer = false
    var errors: [APIError] = []

    init(command: String) {
        self.command = command
    }

    /// Throws unless the answer is complete, belongs to the command and says it was done.
    func check() throws(NamecheapError) {
        guard rootName.lowercased() != "html" else {
            throw .unexpected(command: command, .html)
        }
        guard rootName == "ApiResponse" else {
            throw .unexpected(command: command, .missing("ApiResponse"))
        }
        // Namecheap's own PHP module calls an answer without Server abnormal (section 2.2).
        guard hasServer else { throw .unexpected(command: command, .missing("Server")) }
        if let type, !type.isEmpty, type.lowercased() != command.lowercased() {
            throw .unexpected(command: command, .otherCommand(type))
        }
        guard errors.isEmpty else { throw .refused(command: command, errors) }
        guard status?.uppercased() == "OK" else {
            throw .unexpected(command: command, .noSuccess)
        }
    }
}
