package import Subscriptions

/// One mail to one recipient, composed once and handed over as it is.
package struct Message: Sendable, Equatable {
    /// The Message-ID without its angle brackets, the same whenever the same notice is composed.
    package let id: String
    /// The whole message as RFC 5322 has it, with CRLF line ends.
    package let text: String
    /// Who sends it.
    package let from: MailAddress
    /// Who gets it.
    package let to: MailAddress
    /// When it was composed.
    package let date: Timestamp
    /// Its words, as they were put into parts.
    package let notice: Notice
    /// What it is about, for channels that keep facts apart from words.
    package let topic: MessageTopic?

    /// Composes text and HTML into a message.
    ///
    /// `id` is `left@right`, letters, digits, `.`, `_` and `-` only: it is a header and a file
    /// name. Every part has been checked against line ends, so no value can add a header.
    package init(
        id: String, from: MailAddress, to: MailAddress, replyTo: MailAddress? = nil,
        date: Timestamp, notice: Notice, topic: MessageTopic? = nil
    ) throws(NoticeError) {
        guard Self.isID(id) else { throw .malformed("Message-ID", id) }
        self.id = id
        self.from = from
        self.to = to
        self.date = date
        self.notice = notice
        self.topic = topic
        let answers = replyTo.map { ["Reply-To: \($0)"] } ?? []
        let head =
            ["From: \(from)", "To: \(to)"] + answers + [
                HeaderText.line("Subject", notice.subject),
                "Date: \(Self.written(date))", "Message-ID: <\(id)>",
                // RFC 3834: no vacation program answers.
                "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
                "Content-Type: multipart/alternative;", " boundary=\"\(Self.boundary)\"",
            ]
        let parts = [("plain", notice.text), ("html", notice.html)].map { type, text in
            [
                "--\(Self.boundary)", "Content-Type: text/\(type); charset=utf-8",
                "Content-Transfer-Encoding: quoted-printable", "", QuotedPrintable.encode(text),
            ]
        }
        let lines = head + [""] + parts.flatMap(\.self) + ["--\(Self.boundary)--", ""]
        text = lines.joined(separator: "\r\n")
    }

    /// The bytes that every channel hands over.
    var bytes: [UInt8] { Array(text.utf8) }

    /// `=_` never appears in quoted-printable text (RFC 2045, 6.7), so this ends no part early.
    private static let boundary = "=_ssl-ledger"

    private static func isID(_ id: String) -> Bool {
        let halves = id.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        return halves.count == 2 && id.utf8.count <= 200
            && halves.allSatisfy { half in
                !half.isEmpty && half.first != UInt8(ascii: ".") && half.last != UInt8(ascii: ".")
                    && half.allSatisfy { isLetterOrDigit($0) || "._-".utf8.contains($0) }
            }
    }

    /// The moment as RFC 5322 writes it, in UTC.
    private static func written(_ moment: Timestamp) -> String {
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        // Day 0, 1970-01-01, is a Thursday; an earlier day has a negative number.
        let weekday = weekdays[(moment.day.number % 7 + 7) % 7]
        let (year, month, day) = moment.day.components
        let clock = "\(moment)".dropFirst(11).dropLast()
        return "\(weekday), \(day) \(months[month - 1]) \(year) \(clock) +0000"
    }
}

/// What a message is about, in the words of the ledger.
package struct MessageTopic: Sendable, Equatable {
    /// The kind of notice, or `digest` where several are in one message.
    package let kind: String
    /// The seller's own service number; nil where it is about no single subscription.
    package let reference: String?
    /// The host of the subscription; nil likewise.
    package let host: String?

    /// A topic of a kind, about a subscription where there is a single one.
    package init(kind: String, reference: String? = nil, host: String? = nil) {
        self.kind = kind
        self.reference = reference
        self.host = host
    }
}
