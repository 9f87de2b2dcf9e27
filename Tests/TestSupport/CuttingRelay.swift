import NIOCore
import NIOPosix
import Synchronization

/// Stands between a client and a mail server, and cuts the connection when the server answers to
/// the end of a message: the server has it, and the client does not know.
package struct CuttingRelay: Sendable {
    /// Its port on 127.0.0.1.
    package let port: Int

    /// Relays to a port of this machine while the body runs; so many times it cuts.
    package static func run(
        to target: Int, cuts: Int, _ body: (Self) async throws -> Void
    ) async throws {
        let left = CutsLeft(cuts)
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        ClientSide(target: target, cuts: left))
                }
            }
        let channel = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
        do {
            try await body(Self(port: channel.localAddress?.port ?? 0))
        } catch {
            try await channel.close().get()
            throw error
        }
        try await channel.close().get()
    }
}

private final class CutsLeft: Sendable {
    private let number: Mutex<Int>

    init(_ number: Int) { self.number = Mutex(number) }

    /// Whether this one is to be cut.
    func take() -> Bool {
        number.withLock { number in
            number -= 1
            return number >= 0
        }
    }
}

/// What the client says goes to the server, which is connected to with the first of it.
private final class ClientSide: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let target: Int
    private let cuts: CutsLeft
    private var server: (any Channel)?
    private var tail: [UInt8] = []

    init(target: Int, cuts: CutsLeft) {
        self.target = target
        self.cuts = cuts
    }

    /// Whether the end of a message was the last thing that the client said.
    fileprivate var hasEnded: Bool { tail == Array("\r\n.\r\n".utf8) }

    func channelActive(context: ChannelHandlerContext) {
        let (client, cuts) = (context.channel, cuts)
        let side = NIOLoopBound(self, eventLoop: context.eventLoop)
        ClientBootstrap(group: context.eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        ServerSide(client: client, side: side.value, cuts: cuts))
                }
            }
            .connect(host: "127.0.0.1", port: target).assumeIsolated()
            .whenComplete { result in
                switch result {
                case .success(let channel): self.server = channel
                case .failure: client.close(promise: nil)
                }
            }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        tail = Array((tail + bytes.readableBytesView).suffix(5))
        // The server speaks first, so it is there.
        server?.writeAndFlush(bytes, promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { server?.close(promise: nil) }
}

/// What the server says goes to the client, but for the answer that is never to arrive.
private final class ServerSide: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let client: any Channel
    private let side: ClientSide
    private let cuts: CutsLeft

    init(client: any Channel, side: ClientSide, cuts: CutsLeft) {
        self.client = client
        self.side = side
        self.cuts = cuts
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if side.hasEnded, cuts.take() { return client.close(promise: nil) }
        client.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { client.close(promise: nil) }
}
