private import Crypto
private import Foundation
private import HTTP
package import Subscriptions
package import Wording

/// Posts messages to an address of the seller's own, signed, so that a ticket system or a chat can
/// take them.
package struct Webhook: NoticeChannel {
    /// The word for it in settings: `webhook`.
    package static var name: String { "webhook" }

    /// The fields of what is posted, in the order of their names.
    package static let fields = [
        "date", "from", "host", "html", "kind", "message_id", "recipient", "reference", "subject",
        "text",
    ]

    private let url: String
    private let key: Secret
    private let client: HTTPClient
    private let timeLimit: Duration
    private let now: @Sendable () -> Timestamp

    /// An https address, or an http address of this machine, and the key of the signatures.
    ///
    /// The time is part of what is signed. A trust file is for an authority of one's own.
    package init(
        url: String, key: Secret, trustFile: String? = nil, timeLimit: Duration,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.url = url
        self.key = key
        self.timeLimit = timeLimit
        self.now = now
        client = HTTPClient(route: HTTPRoute(trustFile: trustFile))
    }

    /// Posts the message as a JSON object; the receipt is the status and the first words of the
    /// answer.
    ///
    /// `Idempotency-Key` is the Message-ID, the same when a message is handed over once more, so
    /// that whoever answers there knows it again.
    package func deliver(_ message: Message) async throws(NoticeError) -> String {
        let body = try Self.body(of: message)
        var request = HTTPRequest(url: url)
        request.content = HTTPContent(
            body, type: "application/json",
            headers: [
                ("X-SSL-Ledger-Signature", signature(of: body, at: now())),
                ("Idempotency-Key", message.id), ("User-Agent", "ssl-ledger"),
            ])
        request.timeLimit = timeLimit
        request.bodyLimit = 65_536
        let response: HTTPResponse
        do throws(HTTPError) { response = try await client.send(request) } catch {
            throw .notPosted(error)
        }
        let words = Self.words(of: response)
        guard WebhookAnswer(response.status).isSuccess else {
            throw .notAccepted(host: place, status: response.status, words: words)
        }
        return words.isEmpty ? "\(response.status)" : "\(response.status): \(words)"
    }

    /// The host for people: a path may hold a token.
    private var place: String {
        URLComponents(string: url)?.host ?? "the address of Webhook"
    }

    /// `t=SECONDS,v1=HEX`: HMAC-SHA256 by the key of the seconds, a dot and the body.
    private func signature(of body: [UInt8], at moment: Timestamp) -> String {
        let signed = Array("\(moment.seconds).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(
            for: signed, using: SymmetricKey(data: Array(key.exposed.utf8)))
        let digits = code.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }
        return "t=\(moment.seconds),v1=\(digits.joined())"
    }

    private static func body(of message: Message) throws(NoticeError) -> [UInt8] {
        let topic = message.topic
        let facts = Facts(
            date: "\(message.date)", from: message.from.address, host: topic?.host,
            html: message.notice.html, kind: topic?.kind, messageID: message.id,
            recipient: message.to.address, reference: topic?.reference,
            subject: message.notice.subject, text: message.notice.text)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do { return try Array(encoder.encode(facts)) } catch {
            throw .malformed("text", message.notice.subject)
        }
    }

    /// The first line of an answer that is text, made printable.
    private static func words(of response: HTTPResponse) -> String {
        let text = String(decoding: response.body.prefix(2_000), as: UTF8.self)
        let line = text.split(whereSeparator: \.isNewline).first ?? ""
        return line.printable(limit: 200)
    }

    /// What is posted; a fact that there is none of is `null`.
    private struct Facts: Encodable {
        let date: String
        let from: String
        let host: String?
        let html: String
        let kind: String?
        let messageID: String
        let recipient: String
        let reference: String?
        let subject: String
        let text: String

        enum CodingKeys: String, CodingKey {
            case date, from, host, html, kind, recipient, reference, subject, text
            case messageID = "message_id"
        }

        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(date, forKey: .date)
            try values.encode(from, forKey: .from)
            try values.encode(host, forKey: .host)
            try values.encode(html, forKey: .html)
            try values.encode(kind, forKey: .kind)
            try values.encode(messageID, forKey: .messageID)
            try values.encode(recipient, forKey: .recipient)
            try values.encode(reference, forKey: .reference)
            try values.encode(subject, forKey: .subject)
            try values.encode(text, forKey: .text)
        }
    }
}
