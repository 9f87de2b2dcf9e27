import NIOCore
import NIOPosix
import Synchronization

/// A name server on a free port of this machine, for the length of one test.
package struct LoopbackNameServer: Sendable {
    /// The messages that answer a question, one after the other; none for silence.
    package typealias Answerer = @Sendable (NameServerQuery) -> [[UInt8]]

    /// Never answers.
    package static let silence: Answerer = { _ in [] }

    /// The port of both UDP and TCP.
    package let port: Int
    private let channels: [any Channel]
    private let log: QuestionLog

    /// Every question so far, oldest first.
    package var questions: [NameServerQuery] { log.asked.withLock { $0 } }

    /// Answers questions while the body runs, on a free port or on the one of another address.
    package static func run(
        host: String = "127.0.0.1", port: Int = 0, answer: @escaping Answerer,
        _ body: (Self) async throws -> Void
    ) async throws {
        let server = try await start(host: host, port: port, answer)
        do {
            try await body(server)
        } catch {
            for channel in server.channels { try await channel.close().get() }
            throw error
        }
        for channel in server.channels { try await channel.close().get() }
    }

    private static func start(
        host: String, port wanted: Int, _ answer: @escaping Answerer
    ) async throws -> Self {
        let log = QuestionLog()
        let kept: Answerer = { query in
            log.asked.withLock { $0.append(query) }
            return answer(query)
        }
        let group = MultiThreadedEventLoopGroup.singleton
        let datagrams = DatagramBootstrap(group: group).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(Datagrams(answer: kept))
            }
        }
        let streams = ServerBootstrap(group: group).childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(Streams(answer: kept))
            }
        }
        // A port that is free for one kind may be taken for the other.
        for _ in 0..<20 {
            let first = try await datagrams.bind(host: host, port: wanted).get()
            let port = first.localAddress?.port ?? 0
            if let second = try? await streams.bind(host: host, port: port).get() {
                return Self(port: port, channels: [first, second], log: log)
            }
            try await first.close().get()
        }
        throw ChannelError.operationUnsupported
    }
}

/// The questions of a server, in order.
private final class QuestionLog: Sendable {
    let asked = Mutex<[NameServerQuery]>([])
}

/// Answers datagrams.
private final class Datagrams: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    private let answer: LoopbackNameServer.Answerer

    init(answer: @escaping LoopbackNameServer.Answerer) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        let octets = Array(envelope.data.readableBytesView)
        guard let query = NameServerQuery(octets, isStream: false) else { return }
        for message in answer(query) {
            let reply = AddressedEnvelope(
                remoteAddress: envelope.remoteAddress, data: ByteBuffer(bytes: message))
            context.write(wrapOutboundOut(reply), promise: nil)
        }
        context.flush()
    }
}

/// Answers questions that come over TCP with their length before them.
private final class Streams: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: LoopbackNameServer.Answerer
    private var received = ByteBuffer()

    init(answer: @escaping LoopbackNameServer.Answerer) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received.writeImmutableBuffer(unwrapInboundIn(data))
        guard let octets = received.readLengthPrefixedSlice(as: UInt16.self),
            let query = NameServerQuery(Array(octets.readableBytesView), isStream: true)
        else { return }
        for message in answer(query) {
            var reply = ByteBuffer(integer: UInt16(message.count))
            reply.writeBytes(message)
            context.write(wrapOutboundOut(reply), promise: nil)
        }
        context.flush()
    }
}
