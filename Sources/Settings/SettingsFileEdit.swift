/// Changes single settings in the text of a file, and leaves every other character as it is.
package enum SettingsFileEdit {
    /// The text in which a setting has a value.
    ///
    /// The line in force, which is the last, is changed in the form it has; where there is none, one
    /// is added at the end. Comments are no lines, however much they look like one.
    package static func text(_ text: String, setting name: String, to value: String) -> String {
        var lines = Line.all(of: text)
        if let index = lines.lastIndex(where: { $0.name == name }) {
            lines[index].replaceValue(with: value)
            return lines.map(\.whole).joined()
        }
        let end = lines.last { !$0.end.isEmpty }?.end ?? "\n"
        if let last = lines.indices.last, lines[last].end.isEmpty, !lines[last].content.isEmpty {
            lines[last].end = end
        }
        return lines.map(\.whole).joined() + "\(name) \(value)\(end)"
    }

    /// The text without any line of a setting.
    package static func text(_ text: String, without name: String) -> String {
        Line.all(of: text).filter { $0.name != name }.map(\.whole).joined()
    }

    /// A line with its end, so that all of them together are the text.
    private struct Line {
        var content: String
        var end: String

        var whole: String { content + end }

        /// The name it sets; nil for comments and empty lines.
        var name: String? { parts.map { String($0.name) } }

        /// What comes before the value, the name with it, and the blanks behind the value.
        private var parts: (before: Substring, name: Substring, value: Substring)? {
            let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\u{feff}" }
            let start = content.firstIndex { !isBlank($0) } ?? content.endIndex
            guard start < content.endIndex, content[start] != "#" else { return nil }
            var name = content[start...].prefix { !isBlank($0) }
            var rest = content[name.endIndex...]
            if name == "Option", let next = rest.firstIndex(where: { !isBlank($0) }) {
                name = content[next...].prefix { !isBlank($0) }
                rest = content[name.endIndex...]
            }
            let value = rest.drop(while: isBlank)
            return (content[..<value.startIndex], name, value)
        }

        mutating func replaceValue(with value: String) {
            guard let parts else { return }
            let gap = parts.before.endIndex == parts.name.endIndex ? " " : ""
            content = "\(parts.before)\(gap)\(value)"
        }

        static func all(of text: String) -> [Line] {
            var lines: [Line] = []
            var content = String.UnicodeScalarView()
            for scalar in text.unicodeScalars {
                guard scalar == "\n" else {
                    content.append(scalar)
                    continue
                }
                let isCRLF = content.last == "\r"
                if isCRLF { content.removeLast() }
                lines.append(Line(content: String(content), end: isCRLF ? "\r\n" : "\n"))
                content = String.UnicodeScalarView()
            }
            if !content.isEmpty { lines.append(Line(content: String(content), end: "")) }
            return lines
        }
    }
}
