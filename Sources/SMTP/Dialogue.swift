/// What has been said between us and a mail server about one message.
///
/// libcurl's callbacks hold a pointer to it while the transfer runs, on the thread that drives it.
struct Dialogue {
    /// Bytes of one answer: servers say less than one KiB, and libcurl (7.88) waits for ever where
    /// one is larger than its buffer of 16 KiB.
    static let answerLimit = 8_192

    /// How far it has come; the last thing that we said.
    private(set) var step: SMTPError.Step = .connection
    /// Whether the server says more than anybody reads, or was to know the user and did not ask.
    private(set) var stop: Stop?
    /// Whether a user has logged in, or the connection is one on which he has.
    private var isKnown = true
    private var answer: [String] = []
    private var answerBytes = 0
    /// Whether we have taken leave: what is said after that is about nothing.
    private var isOver = false
    private var sentBytes = 0
    private let content: [UInt8]
    private let hasUser: Bool

    /// Why the rest is not wanted.
    enum Stop {
        case endless
        case nobodyAsked
    }

    /// A talk about a message that is this long and these bytes.
    init(content: [UInt8], hasUser: Bool) {
        self.content = content
        self.hasUser = hasUser
    }

    /// The answer to what we said last as one line, as hostile as its sender.
    var lastAnswer: String {
        guard let code = lastCode else { return answer.joined(separator: " ") }
        return (["\(code)"] + answer.map { String($0.dropFirst(4)) }).joined(separator: " ")
    }

    /// The three digits of that answer; nil where there is none or it is none.
    var lastCode: Int? {
        guard let digits = answer.last?.utf8.prefix(3), digits.count == 3 else { return nil }
        return digits.allSatisfy { (48...57).contains($0) }
            ? digits.reduce(0) { $0 * 10 + Int($1) - 48 } : nil
    }

    /// Takes note of a command, of which nothing is kept: it may hold a password.
    mutating func say(_ command: UnsafeRawBufferPointer) {
        let begins = { (word: StaticString) in
            unsafe command.starts(
                with: UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
        }
        isOver = isOver || begins("QUIT\r\n")
        guard !isOver else { return }
        forgetAnswer()
        // What follows AUTH is text of the user's, which could look like any command without a
        // blank in it: base64 has none.
        if begins("MAIL FROM:") {
            step = .sender
            if hasUser, !isKnown { stop = .nobodyAsked }
        } else if step < .login, begins("EHLO ") || begins("HELO ") {
            step = .greeting
            isKnown = false
        } else if step == .greeting, begins("STARTTLS\r\n") {
            step = .encryption
        } else if step < .login, begins("AUTH ") {
            step = .login
            isKnown = true
        } else if step == .sender, begins("RCPT TO:") {
            step = .recipient
        } else if step == .recipient, begins("DATA\r\n") {
            step = .data
        }
    }

    /// Keeps a line of an answer.
    mutating func hear(_ line: UnsafeRawBufferPointer) {
        guard !isOver else { return }
        answerBytes += line.count
        guard answerBytes <= Dialogue.answerLimit else {
            stop = .endless
            return
        }
        let text = unsafe String(decoding: line, as: UTF8.self)
        answer.append(String(text.unicodeScalars.prefix { $0 != "\r" && $0 != "\n" }))
    }

    /// Copies the next bytes of the message; none are left when the result is 0.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, content.count - sentBytes)
        guard count > 0 else {
            step = .acceptance
            return 0
        }
        unsafe buffer.copyBytes(from: content[sentBytes..<(sentBytes + count)])
        step = .content
        sentBytes += count
        // The end of the message follows at once: from here on it may have arrived.
        if sentBytes == content.count { step = .acceptance }
        forgetAnswer()
        return count
    }

    private mutating func forgetAnswer() {
        answer = []
        answerBytes = 0
    }
}
