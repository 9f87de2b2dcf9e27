import NIOCore
import NIOPosix

/// A web server on a free port of this machine that answers with text exactly as it is given.
struct LoopbackWebServer {
    /// The answer to a request's head; nil for silence.
    typealias Answerer = @Sendable (String) -> String?

    let port: Int

    /// Answers requests while the body runs.
    static func run(
        answer: @escaping Answerer, _ body: (Self) async throws -> Void
    ) async throws {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Responder(answer: answer))
                }
            }.bind(host: "127.0.0.1", port: 0).get()
        do {
            try await body(Self(port: channel.localAddress?.port ?? 0))
        } catch {
            try await channel.close().get()
            throw error
        }
        try await channel.close().get()
    }

    /// A whole answer with a body.
    static func page(_ body: String, status: String = "200 OK", headers: String = "") -> String {
        "HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private final class Responder: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let answer: Answerer
        private var received = ""

        init(answer: @escaping Answerer) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received += String(buffer: unwrapInboundIn(data))
            guard received.contains("\r\n\r\n"), let text = answer(received) else { return }
            let done = context.eventLoop.makePromise(of: Void.self)
            done.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: done)
        }
    }
}
