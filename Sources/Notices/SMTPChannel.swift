package import SMTP
private import Wording

/// Hands messages to a mail server, all on one connection.
package struct SMTPChannel: NoticeChannel {
    /// The word for it in settings: `smtp`.
    package static var name: String { "smtp" }

    private let client: MailClient

    /// A channel to this server.
    package init(_ server: MailServer) throws(NoticeError) {
        do throws(SMTPError) { client = try MailClient(server) } catch {
            throw .notSubmitted(error)
        }
    }

    /// Sends the message to its one recipient; the receipt is the server's answer to it.
    package func deliver(_ message: Message) async throws(NoticeError) -> String {
        do throws(SMTPError) {
            return try await client.send(
                message.bytes, from: message.from.address, to: message.to.address
            ).printable()
        } catch { throw .notSubmitted(error) }
    }
}
