import Notices
import Subscriptions
import TestSupport
import Testing

@Suite struct `Hostile values in every kind, through every channel` {
    /// What ends headers, messages, parts, tags, templates, lines, or the direction of writing.
    private static let values = [
        "a\r\nBcc: victim@example.org\r\n\r\n.\r\nQUIT\r\n--=_ssl-ledger\r\nContent-Type: x\r\n"
            + "--=_ssl-ledger--\n.\n..\nFrom here\u{0}\u{1B}[2J\u{2028}{{host}}{{{host}}}</pre><script>",
        "\u{202E}moc.live\u{202C} שלום עולם مثال \u{2067}abc 👩‍👩‍👧‍👦 🏳️‍🌈 ✅ =?UTF-8?Q?a?= Zoë\u{301}",
        String(repeating: "line \u{1F512} of שלום\r\n", count: 10_000),
    ]

    @Test(.enabled(if: Python.isHere), arguments: ChannelUnderTest.all)
    func `arrive as they were composed, under the headers of a mail and no other`(
        _ subject: ChannelUnderTest
    ) async throws {
        let templates = try NoticeTemplates(folder: nil)
        try await subject.use(TemporaryFolder(), nil) { channel, arrived in
            var messages: [Message] = []
            for kind in NoticeKind.allCases {
                for (number, value) in Self.values.enumerated() {
                    let notice = try templates.render(.hostile(kind, value), language: nil).notice
                    let message = try Message(
                        id: "\(kind.rawValue).\(number)@seller.example",
                        from: MailAddress("Seller <certificates@seller.example>"),
                        to: MailAddress("customer@shop.example"),
                        date: Timestamp(seconds: 1_791_500_645), notice: notice,
                        topic: MessageTopic(kind: kind.rawValue, reference: value, host: value))
                    messages.append(message)
                    _ = try await channel.deliver(message)  // What arrived tells.
                }
            }
            let found = try arrived().sorted { $0.id < $1.id }
            let sent = messages.sorted { $0.id < $1.id }
            #expect(found.map(\.id) == sent.map(\.id))
            for (mail, message) in zip(found, sent) {
                #expect(mail == Arrived(message, whole: mail.whole != nil), "\(message.id)")
            }
        }
    }
}
