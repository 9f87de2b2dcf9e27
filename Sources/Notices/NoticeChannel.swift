/// Every way a message leaves; a new one is a new file and a line here.
package enum NoticeChannels {
    /// The channels in the order the documentation lists them.
    package static var all: [any NoticeChannel.Type] {
        [
            Outbox.self,
            Sendmail.self,
            SMTPChannel.self,
            Webhook.self,
            NoticeProgram.self,
        ]
    }
}

/// A way for a message to leave.
package protocol NoticeChannel: Sendable {
    /// The word for the channel in settings and messages.
    static var name: String { get }
    /// Hands the message over for good and gives what proves it, on one printable line.
    ///
    /// After an error nothing was handed over, unless the error's outcome is unknown.
    func deliver(_ message: Message) async throws(NoticeError) -> String
}
