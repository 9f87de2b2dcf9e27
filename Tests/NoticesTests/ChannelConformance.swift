import Foundation
import Notices
import TestSupport
import Testing
import Wording

/// One channel set up in a folder of its own, with a way to see what arrived.
struct ChannelUnderTest: Sendable, CustomTestStringConvertible {
    let type: any NoticeChannel.Type
    let make: @Sendable (TemporaryFolder) throws -> any NoticeChannel
    let broken: any NoticeChannel
    /// The messages that arrived, with LF line ends.
    let arrived: @Sendable (TemporaryFolder) throws -> [String]

    var testDescription: String { type.name }

    static let all = [
        ChannelUnderTest(
            type: Sendmail.self,
            make: { scratch in
                let body = """
                    [ "$*" = "-t -i" ] || exit 64
                    cat > "\(scratch.path)/$(ls "\(scratch.path)" | wc -l).mail"
                    echo 'queued as 4711'
                    """
                return Sendmail(
                    program: try scratch.script("sendmail", body), timeLimit: .seconds(20))
            },
            broken: Sendmail(program: "/nowhere/sendmail", timeLimit: .seconds(20)),
            arrived: { scratch in
                try scratch.paths().filter { $0.hasSuffix(".mail") }.map(scratch.read(_:))
            }),
        ChannelUnderTest(
            type: Outbox.self, make: { Outbox(folder: $0.path) },
            broken: Outbox(folder: "/nowhere/outbox"),
            arrived: { scratch in
                try scratch.paths().map { name in
                    try scratch.read(name).split(
                        separator: "\r\n", omittingEmptySubsequences: false
                    ).joined(separator: "\n")
                }
            }),
    ]
}

/// What every channel promises; a new channel adds its line to `ChannelUnderTest.all`.
@Suite struct `Every notice channel` {
    @Test func `is set up for this suite`() {
        let tested = ChannelUnderTest.all.map { $0.type.name }
        #expect(tested == NoticeChannels.all.map { $0.name })
        #expect(Set(tested).count == tested.count)
    }

    @Test(arguments: ChannelUnderTest.all)
    func `hands each message over whole and gives a printable receipt`(
        _ subject: ChannelUnderTest
    ) async throws {
        let scratch = try TemporaryFolder()
        let channel = try subject.make(scratch)
        let messages = [
            try Samples.message(), try Samples.message(id: "b@seller.example", text: "second\n"),
        ]
        for message in messages {
            let receipt = try await channel.deliver(message)
            #expect(!receipt.isEmpty)
            #expect(receipt.printable() == receipt)
        }
        let expected = messages.map { message in
            message.text.split(separator: "\r\n", omittingEmptySubsequences: false)
                .joined(separator: "\n")
        }
        #expect(try subject.arrived(scratch).sorted() == expected.sorted())
    }

    @Test(arguments: ChannelUnderTest.all)
    func `that is set up wrongly says where and lets the next run try again`(
        _ subject: ChannelUnderTest
    ) async throws {
        let error = await #expect(throws: NoticeError.self) {
            try await subject.broken.deliver(Samples.message())
        }
        #expect(error?.happened.contains("/nowhere/") == true)
        #expect(error?.permanence == .transient)
        #expect(error?.retry == .later)
    }
}
