import Foundation
import Notices
import SMTP
import Subscriptions
import TestSupport
import Testing
import Wording

/// One channel with a way to set it up, to see what arrived, and to let it fail once.
struct ChannelUnderTest: Sendable, CustomTestStringConvertible {
    /// What the test does with a channel, and what has arrived until then.
    typealias Body = (any NoticeChannel, () throws -> [Arrived]) async throws -> Void

    let type: any NoticeChannel.Type
    let failures: [ChannelFailure]
    /// Runs the body with a channel whose first delivery fails so, or none.
    let use: @Sendable (TemporaryFolder, ChannelFailure?, Body) async throws -> Void
    /// A channel that is set up wrongly, and the word of what is to be named.
    let broken: (channel: any NoticeChannel, word: String)

    var testDescription: String { type.name }

    static let all = [outbox, sendmail, smtp, webhook, program]
}

/// A message as it arrived.
struct Arrived: Sendable, Equatable {
    let id: String
    let recipient: String
    let subject: String
    let text: String
    let html: String
    /// The whole message with LF line ends; nil where a channel hands over its parts.
    let whole: String?

    /// A message that has to arrive so.
    init(_ message: Message, whole: Bool) {
        id = message.id
        recipient = message.to.address
        subject = message.notice.subject
        text = message.notice.text
        html = message.notice.html
        self.whole = whole ? Arrived.withLineFeeds(message.text) : nil
    }

    /// What an independent parser reads in a file.
    init(file path: String) throws {
        let mail = try Python.mail(path)
        whole = Arrived.withLineFeeds(
            String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self))
        id = String(mail.id.dropFirst().dropLast())
        recipient = mail.to
        (subject, text, html) = (mail.subject, mail.text, mail.html)
    }

    /// What a post says.
    init(_ post: LoopbackHook.Post) throws {
        let fields = try JSONDecoder().decode([String: String?].self, from: Data(post.body))
        func field(_ name: String) throws -> String { try #require(fields[name] ?? nil) }
        id = try field("message_id")
        recipient = try field("recipient")
        subject = try field("subject")
        text = try field("text")
        html = try field("html")
        whole = nil
    }

    private static func withLineFeeds(_ text: String) -> String {
        text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
    }
}

/// A way for a delivery to fail, and what the error has to say of it.
struct ChannelFailure: Sendable, CustomTestStringConvertible {
    /// Whatever makes this channel fail so: an exit status, a moment, a status.
    let cause: Cause
    var permanence = NoticeError.Permanence.transient
    var isUnknown = false
    var reach = NoticeError.Reach.message
    /// Whether the message has arrived although the delivery failed.
    var hasArrived = false

    enum Cause: Sendable {
        case exit(Int)
        case signal
        case slow
        case mail(MailManner.Moment, MailManner.Act)
        case status(Int)
        case noAnswer
        case noFolder
    }

    var testDescription: String { "\(cause)".printable(limit: 80) }
}

extension ChannelUnderTest {
    static let outbox = ChannelUnderTest(
        type: Outbox.self,
        failures: [ChannelFailure(cause: .noFolder, reach: .channel)],
        use: { scratch, failure, body in
            let folder = scratch.file("outbox")
            try await body(
                failure == nil
                    ? Outbox(folder: try made(folder)) : Late(folder: folder, scratch: scratch)
            ) { try arrivals(in: scratch, below: "outbox", ending: ".eml") }
        },
        broken: (Outbox(folder: "/nowhere/outbox"), "/nowhere/"))

    private static func made(_ folder: String) throws -> String {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false)
        return folder
    }

    static let sendmail = ChannelUnderTest(
        type: Sendmail.self, failures: programFailures,
        use: { scratch, failure, body in
            let path = try mailProgram(
                in: scratch, arguments: "-t -i", failing: failure)
            try await body(Sendmail(program: path, timeLimit: limit(failure))) {
                try arrivals(in: scratch, ending: ".mail")
            }
        },
        broken: (Sendmail(program: "/nowhere/sendmail", timeLimit: .seconds(20)), "/nowhere/"))

    static let program = ChannelUnderTest(
        type: NoticeProgram.self, failures: programFailures,
        use: { scratch, failure, body in
            let path = try mailProgram(
                in: scratch, arguments: "customer@shop.example", failing: failure)
            try await body(NoticeProgram(program: path, timeLimit: limit(failure))) {
                try arrivals(in: scratch, ending: ".mail")
            }
        },
        broken: (NoticeProgram(program: "/nowhere/send", timeLimit: .seconds(20)), "/nowhere/"))

    private static let programFailures = [
        ChannelFailure(cause: .exit(67), permanence: .permanent),
        ChannelFailure(cause: .exit(75)), ChannelFailure(cause: .exit(1)),
        ChannelFailure(cause: .exit(78), reach: .channel),
        ChannelFailure(cause: .signal, isUnknown: true, hasArrived: true),
        ChannelFailure(cause: .slow, isUnknown: true, hasArrived: true),
    ]

    private static func limit(_ failure: ChannelFailure?) -> Duration {
        if case .slow = failure?.cause { return .seconds(3) }
        return .seconds(20)
    }

    /// A program that keeps what it is given, and fails once where a file says how.
    private static func mailProgram(
        in scratch: TemporaryFolder, arguments: String, failing failure: ChannelFailure?
    ) throws -> String {
        switch failure?.cause {
        case .exit(let status): try scratch.write("exit \(status)", to: "before", mode: 0o600)
        case .signal: try scratch.write("kill -KILL $$", to: "after", mode: 0o600)
        // Until the time limit ends it.
        case .slow: try scratch.write("read -r line </dev/zero", to: "after", mode: 0o600)
        default: break
        }
        return try scratch.script(
            "sendmail",
            """
            cd "\(scratch.path)" || exit 70
            [ "$*" = "\(arguments)" ] || exit 64
            now() { [ ! -e "$1" ] || { mv "$1" "$1.done" && . "./$1.done"; }; }
            now before
            cat > "$(ls | wc -l).mail"
            now after
            echo 'queued as 4711'
            """)
    }
}

/// An outbox whose folder appears after the first delivery.
private struct Late: NoticeChannel {
    static var name: String { Outbox.name }
    let folder: String
    let scratch: TemporaryFolder

    func deliver(_ message: Message) async throws(NoticeError) -> String {
        defer {
            try? FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        }
        return try await Outbox(folder: folder).deliver(message)
    }
}

extension ChannelUnderTest {
    static let smtp = ChannelUnderTest(
        type: SMTPChannel.self,
        failures: [
            ChannelFailure(
                cause: .mail(.recipient, .say("550 5.1.1 no such user\r\n")),
                permanence: .permanent),
            ChannelFailure(cause: .mail(.recipient, .say("450 4.2.0 Greylisted\r\n"))),
            ChannelFailure(
                cause: .mail(.end, .say("552 5.2.2 full\r\n")), permanence: .permanent),
            ChannelFailure(
                cause: .mail(.connection, .say("421 4.3.2 closing\r\n")), reach: .channel),
            ChannelFailure(cause: .mail(.sender, .say("550 5.7.1 not you\r\n")), reach: .channel),
            ChannelFailure(cause: .mail(.data, .cut), reach: .channel),
            ChannelFailure(cause: .mail(.end, .cut), isUnknown: true),
        ],
        use: { scratch, failure, body in
            var manner = MailManner()
            if case .mail(let moment, let act) = failure?.cause { manner.acts = [moment: act] }
            manner.misdeeds = 1
            try await LoopbackMailServer.run(manner) { server in
                let channel = try SMTPChannel(
                    MailServer(host: "127.0.0.1", port: server.port, security: .none))
                try await body(channel) {
                    try server.messages.enumerated().map { number, mail in
                        #expect(mail.recipients.count == 1)
                        let text = String(decoding: mail.content, as: UTF8.self)
                        return try Arrived(file: scratch.write(text, to: "\(number).eml"))
                    }
                }
            }
        },
        broken: (unreachable, "127.0.0.1:1"))

    /// Nobody listens at port 1 of this machine.
    private static var unreachable: any NoticeChannel {
        let server = MailServer(host: "127.0.0.1", port: 1, security: .none)
        return (try? SMTPChannel(server)) ?? Outbox(folder: "/127.0.0.1")
    }

    static let key = Secret("the key of the tests")

    static let webhook = ChannelUnderTest(
        type: Webhook.self,
        failures: [
            ChannelFailure(cause: .status(422), permanence: .permanent, hasArrived: true),
            ChannelFailure(cause: .status(429), hasArrived: true),
            ChannelFailure(cause: .status(403), reach: .channel, hasArrived: true),
            ChannelFailure(cause: .status(302), reach: .channel, hasArrived: true),
            ChannelFailure(cause: .status(503), reach: .channel, hasArrived: true),
            ChannelFailure(cause: .status(500), isUnknown: true, hasArrived: true),
            ChannelFailure(cause: .noAnswer, isUnknown: true, hasArrived: true),
        ],
        use: { _, failure, body in
            let usual = LoopbackHook.answer(202, "ticket 4711\n")
            let first =
                switch failure?.cause {
                case .status(let status): LoopbackHook.answer(status, "no\n")
                case .noAnswer: String?.none
                default: usual
                }
            try await LoopbackHook.run(answer: { $0 == 0 ? first : usual }) { hook in
                try await body(webhook(port: hook.port)) { try hook.posts.map(Arrived.init) }
            }
        },
        broken: (webhook(port: 1), "127.0.0.1:1"))

    static func webhook(port: Int) -> Webhook {
        Webhook(
            url: "http://127.0.0.1:\(port)/notices?token=secret", key: key,
            timeLimit: .seconds(20), now: { Timestamp(seconds: 1_791_500_645) })
    }

    /// The messages in files of a folder, in the order they came.
    private static func arrivals(
        in scratch: TemporaryFolder, below folder: String = "", ending: String
    ) throws -> [Arrived] {
        let names = scratch.contains(folder) ? try scratch.names(in: folder) : []
        return try names.filter { $0.hasSuffix(ending) }
            .map { try Arrived(file: scratch.file(folder.isEmpty ? $0 : "\(folder)/\($0)")) }
    }
}
