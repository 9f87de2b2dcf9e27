private import Subscriptions

/// One mail address, with a name for people where there is one.
package struct MailAddress: Sendable, Equatable, CustomStringConvertible {
    /// The name shown to people, or empty.
    package let name: String
    /// The address itself, `local@domain`, in ASCII.
    package let address: String

    /// An address written `local@domain` or `Name <local@domain>`; anything else is an error.
    ///
    /// Only what needs no quoting is taken (RFC 5321, dot-string; the domain as A-labels), so that
    /// no address can end a header or name a second recipient.
    package init(_ text: String) throws(NoticeError) {
        let parts = text.split(separator: "<", omittingEmptySubsequences: false)
        switch parts.count {
        case 1: (name, address) = ("", text)
        case 2 where parts[1].last == ">":
            name = Self.unquoted(parts[0])
            address = String(parts[1].dropLast())
        default: throw .malformed("address", text)
        }
        guard HeaderText.isOneLine(name), name.count <= 200, isMailAddress(address) else {
            throw .malformed("address", text)
        }
    }

    /// The address as a header has it, the name quoted or encoded as its characters demand.
    package var description: String {
        guard !name.isEmpty else { return address }
        let isPlain = name.utf8.allSatisfy { $0 < 128 && $0 != 0x22 && $0 != 0x5C }
        let shown =
            isPlain && !name.contains("=?")
            ? "\"\(name)\"" : HeaderText.encode(name).joined(separator: "\r\n ")
        return "\(shown)\(isPlain ? " " : "\r\n ")<\(address)>"
    }

    private static func unquoted(_ text: Substring) -> String {
        let trimmed = text.drop(while: \.isWhitespace)
        let end = trimmed.lastIndex { !$0.isWhitespace }
        let name = end.map { trimmed[...$0] } ?? ""
        let isQuoted = name.count >= 2 && name.first == "\"" && name.last == "\""
        return String(isQuoted ? name.dropFirst().dropLast() : name)
    }
}
