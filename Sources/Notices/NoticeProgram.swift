private import Processes
private import Wording

/// Hands messages to a program of the seller's own.
package struct NoticeProgram: NoticeChannel {
    /// The word for it in settings: `program`.
    package static var name: String { "program" }

    private let program: String
    private let timeLimit: Duration

    /// The program's absolute path, and how long it may take with one message.
    package init(program: String, timeLimit: Duration) {
        self.program = program
        self.timeLimit = timeLimit
    }

    /// Runs `PROGRAM RECIPIENT` with the message on standard input, lines ended by LF, and its
    /// facts in the environment; the exit status is that of a mail program (sysexits.h).
    ///
    /// The receipt is the first line the program says, or `accepted by PROGRAM`.
    package func deliver(_ message: Message) async throws(NoticeError) -> String {
        try await ChildProcess(
            program: program, arguments: [message.to.address], environment: Self.facts(message),
            input: message.lines, timeLimit: timeLimit, leavesWork: true
        ).receipt()
    }

    /// What it may want to know without reading the message.
    private static func facts(_ message: Message) -> [String: String] {
        let topic = message.topic
        return [
            "SSL_NOTICE_KIND": topic?.kind ?? "", "SSL_REFERENCE": topic?.reference ?? "",
            "SSL_HOST": topic?.host ?? "", "SSL_NOTICE_FROM": message.from.address,
            "SSL_NOTICE_TO": message.to.address, "SSL_NOTICE_ID": message.id,
            "SSL_NOTICE_SUBJECT": message.notice.subject,
        ].filter { !$0.value.isEmpty }.mapValues { $0.printable(limit: 1_000) }
    }
}

extension Message {
    /// The message with lines ended by LF, as programs of this system read them.
    var lines: [UInt8] { bytes.filter { $0 != UInt8(ascii: "\r") } }
}

extension ChildProcess {
    /// The first line that the program says, or that it took what it was given.
    func receipt() async throws(NoticeError) -> String {
        let finished = try await succeed(notRun: NoticeError.notRun) {
            .refused(program: program, exit: $0, lastWords: $1)
        }
        let said = finished.output.split(whereSeparator: \.isNewline).first
        return (said.map(String.init) ?? "accepted by \(program)").printable()
    }
}
