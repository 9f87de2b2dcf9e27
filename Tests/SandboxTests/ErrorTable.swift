import Foundation

@testable import Sandbox

/// The table of error numbers as the sandbox's documentation shows it.
enum ErrorTable {
    /// Every list of numbers with the command it belongs to.
    static let declared =
        [(command: ErrorScenarios.everyCommand, errors: GlobalErrors.all)]
        + Commands.all.map { (command: $0.name, errors: $0.errors) }

    /// The table in Markdown, a section a command.
    static var text: String {
        declared.map { command, errors in
            let rows = errors.sorted { $0.number < $1.number }.map { error in
                "| \(error.number) | \(error.meaning) | \(how(error)) |"
            }
            return "### \(command)\n\n| number | meaning | how |\n|---|---|---|\n"
                + rows.joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
    }

    /// The file that holds the table.
    static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/Sandbox/README.md")

    /// What stands around the table in the file.
    static let marks = (start: "<!-- error numbers -->\n", end: "<!-- end of error numbers -->\n")

    /// The part of a document between the marks; nil without them.
    static func part(of text: String) -> Range<String.Index>? {
        guard let start = text.range(of: marks.start), let end = text.range(of: marks.end),
            start.upperBound <= end.lowerBound
        else { return nil }
        return start.upperBound..<end.lowerBound
    }

    private static func how(_ error: DocumentedError) -> String {
        switch error.reached {
        case .byItself: "parameters or state"
        case .asFault(let why): "fault `error`: \(why)"
        }
    }
}
