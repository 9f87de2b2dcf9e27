/// What a mail server of the tests offers, and where it misbehaves.
package struct MailManner: Sendable {
    /// A moment of a conversation in which the server speaks.
    package enum Moment: Sendable, Hashable {
        /// The greeting.
        case connection
        /// The answer to EHLO.
        case hello
        /// The answer to STARTTLS.
        case startTLS
        /// The verdict about a login.
        case login
        /// The answer to MAIL FROM.
        case sender
        /// The answer to RCPT TO.
        case recipient
        /// The answer to DATA.
        case data
        /// The answer to the end of a message.
        case end
    }

    /// What it does in place of the usual answer.
    package enum Act: Sendable {
        /// Says this, line ends and all.
        case say(String)
        /// Says this and closes the connection.
        case sayAndCut(String)
        /// Closes the connection.
        case cut
        /// Says nothing more.
        case silence
        /// Says line after line and never the last one.
        case endless
    }

    /// How a connection is encrypted.
    package enum Encryption: Sendable {
        /// Not at all.
        case none
        /// It offers STARTTLS.
        case startTLS
        /// From the first byte.
        case implicit
    }

    /// How a connection is encrypted.
    package var encryption = Encryption.none
    /// Certificate and key that it shows, as PEM.
    package var certificate: (chain: String, key: String)?
    /// The ways to log in that it offers; with any of them it takes mail of known users only.
    package var logins: [String] = []
    /// The user that it knows, and the password or token.
    package var account = (user: "seller", password: "open sesame")
    /// Where it misbehaves.
    package var acts: [Moment: Act] = [:]
    /// Whether it has taken a message when it misbehaves at its end.
    package var takesBeforeItActs = false
    /// How often it behaves before it misbehaves.
    package var goodDeeds = 0
    /// After how many misdeeds it behaves; nil for never.
    package var misdeeds: Int?
    /// How many messages it takes on one connection before it says 421.
    package var messagesPerConnection = Int.max
    /// Whether it keeps what arrives, not only the number.
    package var keepsMessages = true

    /// A server that takes everything.
    package init() {}

    /// A server that misbehaves at one moment.
    package init(_ moment: Moment, _ act: Act) {
        acts = [moment: act]
    }
}

/// A message that a mail server of the tests has taken.
package struct ReceivedMail: Sendable, Equatable {
    /// The address of MAIL FROM.
    package let sender: String
    /// The addresses of RCPT TO.
    package let recipients: [String]
    /// The message with CRLF line ends, the doubled dots undone.
    package let content: [UInt8]
    /// The user who had logged in.
    package let user: String?
    /// Whether it came over TLS.
    package let isEncrypted: Bool
    /// The number of the connection, from 1.
    package let connection: Int
}
