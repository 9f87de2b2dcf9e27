/// What a program asked of the system, in order, as `strace -f -yy` wrote it.
package struct SystemCallTrace: Sendable {
    /// One call from its beginning to its end.
    package struct Call: Sendable {
        /// The thread, by its id.
        package let thread: Int
        /// The name, such as `fsync`.
        package let name: String
        /// What stands between the brackets, with the paths that `-yy` puts behind descriptors.
        package let arguments: String
        /// What stands behind the equals sign, such as `0` or `-1 ENOENT (…)`.
        package let result: String
        /// The line on which it begins; a smaller number was earlier.
        package let begin: Int
        /// The line on which it ends.
        package let end: Int

        /// Whether the system did what was asked.
        package var succeeded: Bool { !result.hasPrefix("-") && !result.hasPrefix("?") }

        /// The path or address of the first descriptor among the arguments.
        package var path: String {
            guard let open = arguments.firstIndex(of: "<") else { return "" }
            let rest = arguments[arguments.index(after: open)...]
            // An address holds an arrow: the bracket that closes stands before `,` or at the end.
            let close = rest.indices.first { index in
                let next = rest.index(after: index)
                return rest[index] == ">" && (next == rest.endIndex || rest[next] == ",")
            }
            return close.map { String(rest[..<$0]) } ?? ""
        }
    }

    /// The calls in the order of their beginnings.
    package private(set) var calls: [Call] = []

    /// Reads what strace wrote; signals, ends of threads and calls that never ended are left out.
    package init(_ text: String) {
        var begun: [Int: (name: String, arguments: String, line: Int)] = [:]
        for (number, line) in text.split(separator: "\n").enumerated() {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            guard parts.count == 2, let thread = Int(parts[0]) else { continue }
            let rest = parts[1].drop { $0 == " " }
            if rest.hasPrefix("<... "), let start = begun.removeValue(forKey: thread) {
                let tail = rest.drop { $0 != ">" }.dropFirst()
                add(thread, start.name, start.arguments + tail, start.line, number)
            } else if let bracket = rest.firstIndex(of: "("), !rest.hasPrefix("<") {
                let name = String(rest[..<bracket])
                let tail = rest[rest.index(after: bracket)...]
                if let unfinished = tail.lastPart(before: " <unfinished ...>") {
                    begun[thread] = (name, String(unfinished), number)
                } else {
                    add(thread, name, String(tail), number, number)
                }
            }
        }
        calls.sort { $0.begin < $1.begin }
    }

    /// The same trace without some calls: to see that a rule about it can fail.
    package func without(_ isLeftOut: (Call) -> Bool) -> SystemCallTrace {
        var trace = self
        trace.calls.removeAll(where: isLeftOut)
        return trace
    }

    private mutating func add(
        _ thread: Int, _ name: String, _ text: String, _ begin: Int, _ end: Int
    ) {
        let characters = Array(text)
        // Arguments may hold an equals sign of their own: the last one is the result's.
        let sign = characters.indices.last { index in
            index > 0 && index + 1 < characters.count && characters[index] == "="
                && characters[index - 1] == " " && characters[index + 1] == " "
        }
        guard let sign else { return }
        var arguments = characters[..<sign]
        while arguments.last == " " { arguments.removeLast() }
        if arguments.last == ")" { arguments.removeLast() }
        calls.append(
            Call(
                thread: thread, name: name, arguments: String(arguments),
                result: String(characters[(sign + 2)...]), begin: begin, end: end))
    }
}

extension Substring {
    /// What stands before a word that the text ends with.
    fileprivate func lastPart(before word: String) -> Substring? {
        hasSuffix(word) ? dropLast(word.count) : nil
    }
}
