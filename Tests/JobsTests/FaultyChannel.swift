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

    private let state = Mutex<(fate: @Sendable (String) -> Fate, lines: [(String, ToldLine)])>(
        ({ _ in .arrives }, []))
    private let failed = Mutex<[ToldLine]>([])

    /// Lets messages fare so from now on, by the address.
    func behave(_ fate: @escaping @Sendable (String) -> Fate) {
        state.withLock { $0.fate = fate }
    }

    /// What arrived since it was asked last: Message-ID and what it is.
    func take() -> [(id: String, line: ToldLine)] {
        state.withLock { state in
            defer { state.lines = [] }
            return state.lines
        }
    }

    /// What did not arrive since it was asked last.
    func takeFailed() -> [ToldLine] {
        failed.withLock { lines in
            defer { lines = [] }
            return lines
        }
    }

    func deliver(_ message: Message) async throws(NoticeError) -> String {
        let recipient =
            message.text.split(separator: "\r\n")
            .first { $0.hasPrefix("To: ") }.map { String($0.dropFirst(4)) } ?? ""
        let line = ToldLine(id: message.id, recipient: recipient)
        let fate = state.withLock { $0.fate(recipient) }
        if [.arrives, .unheard].contains(fate) {
            state.withLock { $0.lines.append((message.id, line)) }
        } else {
            failed.withLock { $0.append(line) }
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
    fileprivate init(id: String, recipient: String) {
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
