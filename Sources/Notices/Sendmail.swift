private import Processes

/// Hands messages to the machine's mail program, which has the usual interface of sendmail.
package struct Sendmail: NoticeChannel {
    /// The word for it in settings: `sendmail`.
    package static var name: String { "sendmail" }

    private let program: String
    private let timeLimit: Duration

    /// The mail program's absolute path, and how long it may take to queue one message.
    package init(program: String, timeLimit: Duration) {
        self.program = program
        self.timeLimit = timeLimit
    }

    /// Runs `PROGRAM -t -i` with the message on standard input, lines ended by LF.
    ///
    /// Some mail programs deliver by a process that they leave behind. The receipt is the first line the program says, or `accepted by PROGRAM`.
    package func deliver(_ message: Message) async throws(NoticeError) -> String {
        try await ChildProcess(
            program: program, arguments: ["-t", "-i"], input: message.lines, timeLimit: timeLimit,
            leavesWork: true
        ).receipt()
    }
}
