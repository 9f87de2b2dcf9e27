private import Foundation

/// Text in a header: folded where it is plain, in RFC 2047 encoded words where it is not.
enum HeaderText {
    /// `Name: text` folded to lines of at most 76 characters where the words allow it.
    static func line(_ name: String, _ text: String) -> String {
        let isPlain =
            text.utf8.allSatisfy { (32...126).contains($0) } && !text.contains("=?")
            && !text.hasPrefix(" ") && !text.hasSuffix(" ") && !text.contains("  ")
            && text.split(separator: " ").allSatisfy { $0.utf8.count <= 70 }
        guard isPlain else {
            return "\(name): " + encode(text).joined(separator: "\r\n ")
        }
        var lines = ["\(name):"]
        for word in text.split(separator: " ") {
            if (lines.last?.utf8.count ?? 0) + 1 + word.utf8.count <= 76 {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(" " + word)
            }
        }
        return lines.joined(separator: "\r\n")
    }

    /// The text as encoded words that each hold whole characters.
    ///
    /// RFC 2047 allows 75 characters in a word and 76 in a line; 39 bytes become a word of 64, so
    /// that the first one fits behind its header's name.
    static func encode(_ text: String) -> [String] {
        var chunks: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if (chunks.last?.count ?? 0) + bytes.count > 39 { chunks.append([]) }
            chunks[chunks.count - 1] += bytes
        }
        return chunks.map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }
    }

    /// Whether nothing in the text can end a line or steer a terminal.
    static func isOneLine(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            let endings: [Unicode.GeneralCategory] = [
                .control, .lineSeparator, .paragraphSeparator,
            ]
            return !endings.contains(scalar.properties.generalCategory)
        }
    }
}
