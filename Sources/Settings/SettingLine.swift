/// One line of a settings file; its description never shows the value, which may be a secret.
package struct SettingLine: Sendable, Equatable, CustomStringConvertible,
    CustomDebugStringConvertible, CustomReflectable
{
    /// The name, as written.
    package let name: String
    /// The rest of the line without spaces around it; empty where there is none.
    package let value: String
    /// Whether it was written as `Option Name [value]`.
    package let isOption: Bool
    /// The number of the line, from 1.
    package let line: Int
    /// The file, as the caller named it.
    package let file: String

    /// File, line and name.
    package var description: String { "\(file):\(line): \(name)" }
    /// File, line and name.
    package var debugDescription: String { description }
    /// No children, so that `dump` shows no value.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// The line syntax of BILLmanager's settings files, which is ours too.
package enum SettingsText {
    /// Reads `Name value` and `Option Name [value]` lines.
    ///
    /// A line whose first character is `#` is a comment, elsewhere `#` belongs to the value. CRLF
    /// and a byte order mark are tolerated; a control character is `notText`. Which names exist
    /// and what they may say is for `SettingSet`; `Include` is a line like the others.
    package static func parse(
        _ text: String, file: String
    ) throws(SettingsError) -> [SettingLine] {
        var lines: [SettingLine] = []
        for (number, content) in try numberedLines(of: text, file: file) {
            let (first, rest) = words(content)
            let isOption = first == "Option" && !rest.isEmpty
            let (name, value) = isOption ? words(rest) : (first, rest)
            lines.append(
                SettingLine(
                    name: String(name), value: String(value), isOption: isOption, line: number,
                    file: file))
        }
        return lines
    }

    /// The lines that say something, with their numbers from 1, without spaces around them.
    static func numberedLines(
        of text: String, file: String
    ) throws(SettingsError) -> [(number: Int, content: Substring)] {
        let body = text.hasPrefix("\u{feff}") ? text.dropFirst() : text[...]
        var lines: [(number: Int, content: Substring)] = []
        let all = body.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, scalars) in all.enumerated() {
            let content = trimmed(Substring(scalars))
            guard !content.unicodeScalars.contains(where: isControl) else {
                throw .notText(file: file, line: index + 1)
            }
            if !content.isEmpty, !content.hasPrefix("#") { lines.append((index + 1, content)) }
        }
        return lines
    }

    /// The first word and the rest without the space between.
    static func words(_ text: Substring) -> (first: Substring, rest: Substring) {
        let first = text.prefix { $0 != " " && $0 != "\t" }
        return (first, trimmed(text[first.endIndex...]))
    }

    /// The text without spaces around it.
    package static func trimmed(_ text: Substring) -> Substring {
        let isSpace: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
        var scalars = text.unicodeScalars
        while let last = scalars.last, isSpace(last) { scalars.removeLast() }
        return Substring(scalars.drop(while: isSpace))
    }

    /// Whether a character makes a file no settings file.
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control && scalar != "\t"
    }
}
