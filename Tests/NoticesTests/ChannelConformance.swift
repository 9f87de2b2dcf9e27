import Notices
import TestSupport
import Testing
import Wording

/// What every channel promises; a new channel adds its line to `ChannelUnderTest.all`.
@Suite struct `Every notice channel` {
    @Test func `is set up for this suite`() {
        let tested = ChannelUnderTest.all.map { $0.type.name }
        #expect(tested == NoticeChannels.all.map { $0.name })
        #expect(Set(tested).count == tested.count)
    }

    @Test(.enabled(if: Python.isHere), arguments: ChannelUnderTest.all)
    func `hands each message over whole and gives a printable receipt`(
        _ subject: ChannelUnderTest
    ) async throws {
        try await subject.use(TemporaryFolder(), nil) { channel, arrived in
            let messages = try Self.messages
            for message in messages {
                let receipt = try await channel.deliver(message)
                #expect(!receipt.isEmpty)
                #expect(receipt.printable() == receipt)
            }
            let found = try arrived()
            let expected = zip(messages, found).map { Arrived($0, whole: $1.whole != nil) }
            #expect(found.count == messages.count)
            #expect(Self.sorted(found) == Self.sorted(expected))
        }
    }

    /// Messages in a row, of what is hard for mail.
    private static var messages: [Message] {
        get throws {
            try [
                Samples.message(), Samples.message(id: "b@seller.example", text: "second\n"),
                Samples.message(
                    id: "c@seller.example", subject: "Grüße \u{1F512} שלום",
                    text: "\n.\n..\nFrom here\n\n" + String(repeating: "ä", count: 2_000) + "\n"),
                Samples.message(
                    id: "d@seller.example",
                    html: "<p>\(String(repeating: "x", count: 200_000))</p>\n"),
            ]
        }
    }

    private static func sorted(_ mails: [Arrived]) -> [Arrived] { mails.sorted { $0.id < $1.id } }

    @Test(
        .enabled(if: Python.isHere),
        arguments: ChannelUnderTest.all.flatMap { subject in
            subject.failures.map { (subject, $0) }
        })
    func `says what became of a message that failed, and sends it when it is asked again`(
        _ subject: ChannelUnderTest, _ failure: ChannelFailure
    ) async throws {
        try await subject.use(TemporaryFolder(), failure) { channel, arrived in
            let message = try Samples.message()
            let error = try #require(
                await #expect(throws: NoticeError.self) { try await channel.deliver(message) })
            #expect(error.permanence == failure.permanence, "\(error)")
            #expect(error.isOutcomeUnknown == failure.isUnknown, "\(error)")
            #expect(error.reach == failure.reach, "\(error)")
            #expect(error.retry == (failure.permanence == .permanent ? .never : .later))
            #expect(error.explanation.printable(limit: .max) == error.explanation)
            #expect(!error.explanation.contains("token"))
            #expect(try arrived().count == (failure.hasArrived ? 1 : 0))
            _ = try await channel.deliver(message)
            let found = try arrived()
            #expect(found.count == (failure.hasArrived ? 2 : 1))
            // Whoever gets it twice knows it again.
            #expect(Set(found.map(\.id)) == [message.id])
        }
    }

    @Test(arguments: ChannelUnderTest.all)
    func `that is set up wrongly says where and lets the next run try again`(
        _ subject: ChannelUnderTest
    ) async throws {
        let error = try #require(
            await #expect(throws: NoticeError.self) {
                try await subject.broken.channel.deliver(Samples.message())
            })
        #expect(error.happened.contains(subject.broken.word))
        #expect(error.permanence == .transient && error.reach == .channel)
        #expect(!error.isOutcomeUnknown)
        #expect(error.retry == .later)
    }
}
