import Foundation
package import Wording

/// Where a program speaks: errors to standard error, all else to standard output.
///
/// Under cron success is silent, because every line becomes mail; on a terminal, or with
/// `--verbose`, it tells what it does.
package struct Console: Sendable {
    /// How much is said on standard output.
    package enum Volume: Sendable, Equatable {
        /// Errors only.
        case quiet
        /// What a person at a terminal wants to follow.
        case informative
    }

    /// The name before each line.
    package let program: String
    /// How much is said.
    package let volume: Volume
    /// Whether somebody watches a line of progress: a terminal, and nothing that it would mix with.
    private let showsProgress: Bool
    private var transcript: Transcript?

    /// A console with the volume as given by options, or else by whether a person is watching.
    package init(program: String, quiet: Bool, verbose: Bool) {
        self.program = program
        let isWatched = verbose || (!quiet && isatty(STDOUT_FILENO) == 1)
        volume = isWatched ? .informative : .quiet
        showsProgress = !quiet && isatty(STDERR_FILENO) == 1
    }

    /// Says what went well, to whoever watches.
    package func inform(_ text: @autoclosure () -> String) {
        guard volume == .informative else { return }
        write(text().printable(limit: 4_000) + "\n", to: .standardOutput)
    }

    /// Says what went wrong: program, host, what happened, what to do.
    package func complain(_ error: any ExplainedError, about subject: String = "") {
        complain(error.explanation, about: subject)
    }

    /// Says what went wrong, in words of its own.
    package func complain(_ text: String, about subject: String = "") {
        let subject = subject.isEmpty ? "" : subject.printable() + ": "
        let line = "\(program): \(subject)\(text.printable(limit: 4_000))\n"
        guard let transcript else { return write(line, to: .standardError) }
        transcript.keep(line)
    }

    /// A console that keeps complaints back until `tell` is given them.
    func keepingBack(in transcript: Transcript) -> Console {
        var console = self
        console.transcript = transcript
        return console
    }

    /// Says lines that were kept back.
    func tell(_ lines: [String]) {
        for line in lines { write(line, to: .standardError) }
    }

    /// Says several lines that a person reads before a question, on standard error.
    package func show(_ lines: [String]) {
        let text = lines.map { "\($0.printable(limit: 4_000))\n" }.joined()
        write(text, to: .standardError)
    }

    /// Puts a question, and leaves the cursor behind it.
    func ask(_ question: String) { write(question, to: .standardError) }

    /// Shows how far a long work has come, on one line that the next one replaces.
    package func progress(_ text: @autoclosure () -> String) {
        guard showsProgress else { return }
        put(Console.cleared + text().printable(limit: 78), to: .standardError)
    }

    /// Takes the line of progress away.
    package func endProgress() {
        if showsProgress { put(Console.cleared, to: .standardError) }
    }

    /// To the first column, and the line empty (ECMA-48: CR, EL).
    private static let cleared = "\r\u{1b}[K"

    private func write(_ text: String, to handle: FileHandle) {
        endProgress()
        put(text, to: handle)
    }

    private func put(_ text: String, to handle: FileHandle) {
        // Nobody is left to tell when standard error is closed; standard output is checked where
        // a report goes there.
        try? handle.write(contentsOf: Data(text.utf8))
    }
}
