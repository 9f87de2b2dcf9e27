import Notices
import Processes
import SMTP
import Subscriptions
import Synchronization

@testable import Jobs

/// A way out that keeps what it is given, and fails as it is told.
final class FaultyChannel: NoticeChannel {
    /// How a message fares.
    enum Fate: Sendable {
        case arrives
        /// The address takes no mail.
        case refused
        /// Not now.
        case busy
        /// Nothing gets through.
        case down
        /// The mail server closes the line when it hears the address.
        case closed
        /// It arrives, and nobody hears of it.
        case unheard
        /// It does not arrive, and nobody hears of it.
        case lost
    }

    static var name: String { "faulty" }

    /// A message that was handed over, and how it fared.
    struct Attempt: Sendable {
        let id: String
        let line: ToldLine
        let fate: Fate

        /// Whether it reached somebody.
        var hasArrived: Bool { [.arrives, .unheard].contains(fate) }
        /// Whether nobody hears how it fared.
        var isDoubtful: Bool { [.unheard, .lost].contains(fate) }
    }

    private let state = Mutex<(fate: @Sendable (String) -> Fate, attempts: [Attempt])>(
        ({ _ in .arrives }, []))

    /// Lets messages fare so from now on, by the address.
    func behave(_ fate: @escaping @Sendable (String) -> Fate) {
        state.withLock { $0.fate = fate }
    }

    /// What was handed over since it was asked last.
    func take() -> [Attempt] {
        state.withLock { state in
            defer { state.attempts = [] }
            return state.attempts
        }
    }

    /// Of that, what arrived.
    func arrived() -> [Attempt] { take().filter(\.hasArrived) }

    /// Of that, what did not arrive.
    func failed() -> [Attempt] { take().filter { !$0.hasArrived } }

    func deliver(_ message: Message) async throws(NoticeError) -> String {
        let recipient =
            message.text.split(separator: "\r\n")
            .first { $0.hasPrefix("To: ") }.map { String($0.dropFirst(4)) } ?? ""
        let line = ToldLine(id: message.id, recipient: recipient)
        let fate = state.withLock { state in
            let fate = state.fate(recipient)
            state.attempts.append(Attempt(id: message.id, line: line, fate: fate))
            return fate
        }
        switch fate {
        case .arrives: return "kept \(message.id)"
        case .refused, .busy:
            throw .refused(
                program: "faulty", exit: .code(fate == .refused ? 67 : 75), lastWords: "no")
        case .closed:
            throw .notSubmitted(
                .refused(server: "mx.test", step: .recipient, code: 421, words: "421 closing"))
        case .down: throw .notRun(.missing("faulty"))
        case .unheard, .lost: throw .notRun(.timeLimit("faulty", .seconds(1)))
        }
    }
}

extension ToldLine {
    /// What a Message-ID says: kind, topic, threshold and a hash, separated by points.
    init(id: String, recipient: String) {
        let words = id.prefix { $0 != "@" }.split(separator: ".").map(String.init)
        kind = NoticeKind(rawValue: words.first ?? "") ?? .night
        // An issuance is told again where what is to be published is another; here it never is.
        let topic = words.dropFirst().first ?? ""
        self.topic =
            topic.hasPrefix("issuance-")
            ? topic.split(separator: "-").prefix(2).joined(separator: "-") : topic
        threshold = Int(words.dropFirst(2).first ?? "") ?? -1
        self.recipient = recipient
    }
}
