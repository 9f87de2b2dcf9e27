/// Another value for a setting of a file, or none.
package struct SettingChange: Sendable, Equatable {
    /// The setting.
    package let name: String
    /// What it is to say; nil takes its lines away.
    package let value: String?

    /// A change as somebody asked for it.
    package init(_ name: String, _ value: String?) {
        self.name = name
        self.value = value
    }
}

extension SettingsText {
    /// The text with the lines of the changed settings changed, and every other byte as it was.
    ///
    /// Of several lines of a setting the last one counts, so that one is changed; what has no line
    /// yet gets one at the end. The values must be such that they fit into a line.
    package static func changing(_ text: String, _ changes: [SettingChange]) -> String {
        let isMarked = text.hasPrefix("\u{feff}")
        var lines = (isMarked ? text.dropFirst() : text[...]).unicodeScalars
            .split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        let ending = lines.count > 1 && lines[0].hasSuffix("\r") ? "\r" : ""
        for change in changes {
            let places = lines.indices.filter { name(of: lines[$0]) == change.name }
            guard let value = change.value else {
                for place in places.reversed() { lines.remove(at: place) }
                continue
            }
            if let last = places.last {
                lines[last] = line(lines[last], saying: value)
            } else {
                // The piece behind the last line break is empty in a file that ends as it should.
                if lines.last?.isEmpty == true { lines.removeLast() }
                lines += ["\(change.name) \(value)\(ending)", ""]
            }
        }
        return (isMarked ? "\u{feff}" : "") + lines.joined(separator: "\n")
    }

    /// The setting that a line is of, or nil for a comment and an empty line.
    private static func name(of line: String) -> String? {
        let content = trimmed(line[...])
        guard !content.isEmpty, !content.hasPrefix("#") else { return nil }
        return String(parts(of: content).name)
    }

    private static func parts(of content: Substring) -> (name: Substring, value: Substring) {
        let (first, rest) = words(content)
        let (name, value) = first == "Option" && !rest.isEmpty ? words(rest) : (first, rest)
        return (name, value)
    }

    /// The line with another value: indentation, `Option`, the gap and the end stay.
    private static func line(_ line: String, saying value: String) -> String {
        let (name, old) = parts(of: trimmed(line[...]))
        if old.isEmpty {
            return line[..<name.endIndex] + " " + value + (line.hasSuffix("\r") ? "\r" : "")
        }
        return line[..<old.startIndex] + value + line[old.endIndex...]
    }
}

extension SettingDefinition {
    /// What is wrong with a value that somebody names, as a line of a file with it would be told;
    /// nil where it is right.
    ///
    /// An empty one is right for what may be left out.
    package func problem(withValue value: String) -> SettingProblem.Kind? {
        guard !value.unicodeScalars.contains(where: SettingsText.isControl) else {
            return .notOneLine(name: name)
        }
        guard !value.isEmpty || isRequired else { return nil }
        let line = SettingLine(name: name, value: value, isOption: false, line: 1, file: "")
        return problem(with: line)?.kind
    }
}

extension ModuleSettings {
    /// The setting of that name.
    package static func definition(_ name: String) -> SettingDefinition? {
        definitions.first { $0.name == name }
    }
}
