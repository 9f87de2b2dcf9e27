import Foundation
import NIOCore
import NIOSSL
import Synchronization

/// One connection to a mail server of the tests.
final class MailSession: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum Phase {
        case commands
        case credentials(String, [String])
        case content
        case silence
    }

    private let manner: MailManner
    private let log: MailLog
    private let context: NIOSSLContext?
    private var phase = Phase.commands
    private var received = ByteBuffer()
    private var number = 0
    private var sender = ""
    private var recipients: [String] = []
    private var user: String?
    private var isEncrypted: Bool
    private var taken = 0

    init(_ manner: MailManner, log: MailLog, context: NIOSSLContext?) {
        self.manner = manner
        self.log = log
        self.context = context
        isEncrypted = manner.encryption == .implicit
    }

    func channelActive(context: ChannelHandlerContext) {
        number = log.state.withLock { state in
            state.connections += 1
            return state.connections
        }
        answer(.connection, "220 mail.test ESMTP\r\n", context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received.writeImmutableBuffer(unwrapInboundIn(data))
        while received.readableBytes > 0 {
            switch phase {
            case .silence: return received.clear()
            case .content:
                guard let content = take(until: "\r\n.\r\n") else { return }
                end(content, context)
            case .commands, .credentials:
                guard let line = take(until: "\r\n") else { return }
                hear(String(decoding: line.dropLast(2), as: UTF8.self), context)
            }
        }
        received.discardReadBytes()
    }

    /// The bytes up to and with an end; nil where it is not there yet.
    private func take(until end: StaticString) -> [UInt8]? {
        let length = unsafe received.withUnsafeReadableBytes { bytes -> Int? in
            guard let start = bytes.baseAddress else { return nil }
            var place = 0
            let size = end.utf8CodeUnitCount
            while place + size <= bytes.count,
                let found = unsafe memchr(
                    start + place, Int32(end.utf8Start.pointee), bytes.count - place - size + 1)
            {
                place = unsafe UnsafeRawPointer(found) - start
                if unsafe memcmp(found, end.utf8Start, size) == 0 { return place + size }
                place += 1
            }
            return nil
        }
        return length.flatMap { received.readBytes(length: $0) }
    }

    private func hear(_ line: String, _ context: ChannelHandlerContext) {
        if case .credentials(let way, let said) = phase {
            return logIn(way, said + [line], context)
        }
        let words = line.split(separator: " ").map(String.init)
        if !isEncrypted {
            let shown = words.first == "AUTH" ? "AUTH" : line
            log.state.withLock { if manner.keepsMessages { $0.commandsInTheClear.append(shown) } }
        }
        switch words.first?.uppercased() {
        case "EHLO": answer(.hello, capabilities, context)
        case "STARTTLS": startTLS(context)
        case "AUTH": beginLogin(words, context)
        case "MAIL": takeSender(line, context)
        case "RCPT":
            recipients.append(address(in: line))
            answer(.recipient, "250 2.1.5 Ok\r\n", context)
        case "DATA":
            if answer(.data, "354 go\r\n", context) { phase = .content }
        case "QUIT":
            say("221 bye\r\n", context)
            context.close(promise: nil)
        default: say("502 5.5.1 unknown\r\n", context)
        }
    }

    private var capabilities: String {
        var words = ["mail.test", "8BITMIME", "SIZE 20000000"]
        if manner.encryption == .startTLS, !isEncrypted { words.append("STARTTLS") }
        if !manner.logins.isEmpty { words.append("AUTH " + manner.logins.joined(separator: " ")) }
        let last = words.removeLast()
        return words.map { "250-\($0)\r\n" }.joined() + "250 \(last)\r\n"
    }

    private func takeSender(_ line: String, _ context: ChannelHandlerContext) {
        if taken >= manner.messagesPerConnection {
            say("421 4.7.0 too many messages on this connection\r\n", context)
            return context.close(promise: nil)
        }
        sender = address(in: line)
        recipients = []
        let isStranger = !manner.logins.isEmpty && user == nil
        let usual = isStranger ? "530 5.7.0 Authentication required\r\n" : "250 2.1.0 Ok\r\n"
        answer(.sender, usual, context)
    }

    private func end(_ content: [UInt8], _ context: ChannelHandlerContext) {
        phase = .commands
        let sent = ReceivedMail(
            sender: sender, recipients: recipients,
            content: manner.keepsMessages ? MailSession.undotted(content) : [], user: user,
            isEncrypted: isEncrypted, connection: number)
        let id = log.state.withLock { state in state.count + 1 }
        if manner.takesBeforeItActs { keep(sent) }
        answer(.end, "250 2.0.0 Ok: queued as \(id)\r\n", context) {
            if !manner.takesBeforeItActs { keep(sent) }
        }
    }

    private func keep(_ sent: ReceivedMail) {
        taken += 1
        log.state.withLock { state in
            state.count += 1
            if manner.keepsMessages { state.messages.append(sent) }
        }
    }

    /// The message without the last line and with one dot where two begin a line.
    private static func undotted(_ content: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        let (dot, end) = (UInt8(ascii: "."), UInt8(ascii: "\n"))
        for (index, byte) in content.dropLast(3).enumerated() {
            let isFirst = index == 0 || content[index - 1] == end
            if byte == dot, isFirst { continue }
            plain.append(byte)
        }
        return plain
    }

    private func address(in line: String) -> String {
        String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
    }
}

// Encryption and logins.
extension MailSession {
    private func startTLS(_ context: ChannelHandlerContext) {
        guard manner.encryption == .startTLS, let tls = self.context else {
            return say("502 5.5.1 unknown\r\n", context)
        }
        guard answer(.startTLS, "220 go\r\n", context) else { return }
        isEncrypted = true
        do {
            try context.pipeline.syncOperations.addHandler(
                NIOSSLServerHandler(context: tls), position: .first)
        } catch { context.close(promise: nil) }
    }

    private func beginLogin(_ words: [String], _ context: ChannelHandlerContext) {
        guard words.count > 1, manner.logins.contains(words[1].uppercased()) else {
            return say("504 5.5.4 no such way\r\n", context)
        }
        phase = .credentials(words[1].uppercased(), [])
        if words.count > 2 { return logIn(words[1].uppercased(), [words[2]], context) }
        say(words[1].uppercased() == "LOGIN" ? "334 VXNlcm5hbWU6\r\n" : "334 \r\n", context)
    }

    private func logIn(_ way: String, _ said: [String], _ context: ChannelHandlerContext) {
        if way == "LOGIN", said.count < 2 {
            phase = .credentials(way, said)
            return say("334 UGFzc3dvcmQ6\r\n", context)
        }
        phase = .commands
        let texts = said.map { text in
            Data(base64Encoded: text).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
        let account = manner.account
        let expected =
            switch way {
            case "LOGIN": [account.user, account.password]
            case "PLAIN": ["\0\(account.user)\0\(account.password)"]
            default: ["user=\(account.user)\u{1}auth=Bearer \(account.password)\u{1}\u{1}"]
            }
        guard texts == expected else {
            return say("535 5.7.8 Error: authentication failed\r\n", context)
        }
        if answer(.login, "235 2.7.0 welcome\r\n", context) { user = account.user }
    }
}

// What it says.
extension MailSession {
    /// Whether it says the usual thing, after it has done what that means.
    @discardableResult
    private func answer(
        _ moment: MailManner.Moment, _ usual: String, _ context: ChannelHandlerContext,
        after deed: () -> Void = {}
    ) -> Bool {
        let act = log.state.withLock { state -> MailManner.Act? in
            guard let act = manner.acts[moment], state.misdeedsLeft > 0 else { return nil }
            guard state.goodDeedsLeft == 0 else {
                state.goodDeedsLeft -= 1
                return nil
            }
            state.misdeedsLeft -= 1
            return act
        }
        switch act {
        case nil:
            deed()
            say(usual, context)
        case .say(let text): say(text, context)
        case .sayAndCut(let text):
            say(text, context)
            context.close(promise: nil)
        case .cut: context.close(promise: nil)
        case .silence: phase = .silence
        case .endless:
            phase = .silence
            babble(context)
        }
        return act == nil
    }

    private func say(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }

    private func babble(_ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        let lines = String(repeating: "250-and so on\r\n", count: 100)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: lines))).assumeIsolated()
            .whenSuccess { self.babble(context) }
    }
}
