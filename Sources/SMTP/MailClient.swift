import Wording

/// Hands messages to one mail server, one after the other, on a connection that is kept.
///
/// Nothing is loaded or started before the first message.
package final class MailClient: Sendable {
    /// A message may have so many bytes: what most servers take is more.
    package static let sizeLimit = 10_485_760

    private let line: MailLine

    /// A client of this server; throws where it is none that may be used.
    package init(_ server: MailServer) throws(SMTPError) {
        try server.check()
        line = MailLine(server)
    }

    /// The server's answer when it had taken the message for this recipient, as hostile as it is.
    ///
    /// The message has CRLF line ends and is sent as it is. The call holds its thread until the
    /// answer is there.
    package func send(
        _ message: [UInt8], from sender: String, to recipient: String
    ) async throws(SMTPError) -> String {
        for address in [sender, recipient] where !MailClient.isAddress(address) {
            throw .unusable("\"\(address.printable(limit: 100))\" is no address")
        }
        guard message.count <= MailClient.sizeLimit else {
            throw .unusable("a message of \(message.count) bytes is too large")
        }
        return try await line.send(message, from: sender, to: recipient)
    }

    /// How many connections have been made until now.
    package var connections: Int {
        get async { await line.connections }
    }

    /// Whether nothing in it could end the command that names it.
    private static func isAddress(_ text: String) -> Bool {
        (1...320).contains(text.utf8.count) && text.utf8.contains(UInt8(ascii: "@"))
            && text.utf8.allSatisfy { (33...126).contains($0) && $0 != 0x3C && $0 != 0x3E }
    }
}

/// One message after the other, on the thread of whoever waits.
private actor MailLine {
    private(set) var connections = 0
    private let server: MailServer
    private var submission: Submission?

    init(_ server: MailServer) {
        self.server = server
    }

    func send(
        _ message: [UInt8], from sender: String, to recipient: String
    ) throws(SMTPError) -> String {
        let submission = try kept()
        defer { connections += submission.newConnections }
        do throws(SMTPError) {
            return try submission.perform(message, from: sender, to: recipient)
        } catch {
            // A kept connection may have ended, or be full, before this message: nothing of it
            // was taken, and a new connection shows what the server thinks of it.
            guard submission.newConnections == 0, error.concernsServer else { throw error }
            return try submission.perform(message, from: sender, to: recipient)
        }
    }

    private func kept() throws(SMTPError) -> Submission {
        if let submission { return submission }
        let first = try Submission(server)
        submission = first
        return first
    }
}
