private import Wording

/// How a program ended and what it said.
package struct Finished: Sendable, Equatable {
    /// Its exit status, or the signal that ended it.
    package let exit: Exit
    /// What it wrote to standard output, as it is: cut with `…`, never made printable.
    package let output: String
    /// What it wrote to standard error, as it is: cut with `…`, never made printable.
    package let error: String

    /// The end of a program, as a run or a test states it.
    package init(exit: Exit, output: String, error: String) {
        self.exit = exit
        self.output = output
        self.error = error
    }

    /// Whether the program ended by itself with status 0.
    package var succeeded: Bool { exit == .code(0) }

    /// The last lines of standard error, or of standard output where that is empty, on one
    /// printable line; the cause of a failure is nearly always said last.
    package func lastWords(lines count: Int = 3) -> String {
        let said = error.contains { !$0.isWhitespace } ? error : output
        let lines = said.split(whereSeparator: \.isNewline).filter { line in
            line.contains { !$0.isWhitespace }
        }
        return lines.suffix(count).joined(separator: " | ").printable(limit: 400)
    }
}

/// What ended a program.
package enum Exit: Sendable, Equatable, CustomStringConvertible {
    /// It ended by itself with this status, 0 to 255.
    case code(Int32)
    /// This signal ended it.
    case signal(Int32)

    /// The end in words, such as `exit status 3`.
    package var description: String {
        switch self {
        case .code(let code): "exit status \(code)"
        case .signal(let signal): "signal \(signal)"
        }
    }
}
