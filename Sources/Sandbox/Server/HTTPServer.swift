import NIOCore
import NIOHTTP1
import NIOPosix

/// A small HTTP/1.1 server: it reads a request whole and hands it to one closure.
struct HTTPServer: Sendable {
    typealias Handler = @Sendable (HTTPRequest) async -> HTTPAnswer
    private typealias Connection = NIOAsyncChannel<
        HTTPServerRequestPart, HTTPPart<HTTPResponseHead, ByteBuffer>
    >

    /// A form of this size holds every documented parameter at its greatest length.
    private static let bodyLimit = 1_048_576

    /// The port that was bound.
    let port: Int
    private let running: Task<Void, Never>

    /// Starts listening; the handler answers from then on.
    static func start(
        _ address: ListenAddress, handler: @escaping Handler
    ) async throws(SandboxError) -> Self {
        do {
            let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.backlog, value: 256)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: address.host, port: address.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                        try channel.pipeline.syncOperations.addHandler(
                            ResponseParts())
                        return try Connection(wrappingChannelSynchronously: channel)
                    }
                }
            let port = listener.channel.localAddress?.port ?? address.port
            let running = Task { await accept(listener, handler) }
            return Self(port: port, running: running)
        } catch {
            throw .cannotBind(address: address.text, reason: "\(error)")
        }
    }

    /// Closes the listener and every connection.
    func stop() async {
        running.cancel()
        await running.value
    }

    private static func accept(
        _ listener: NIOAsyncChannel<Connection, Never>, _ handler: @escaping Handler
    ) async {
        do {
            try await listener.executeThenClose { connections in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await connection in connections {
                        group.addTask { await serve(connection, handler) }
                    }
                }
            }
        } catch {
            _ = error  // Closing the listener ends it this way; nothing is left to answer.
        }
    }

    private static func serve(_ connection: Connection, _ handler: Handler) async {
        do {
            try await connection.executeThenClose { inbound, outbound in
                var parts = inbound.makeAsyncIterator()
                while let part = try await parts.next() {
                    guard case .head(let head) = part else { continue }
                    var body = ByteBuffer()
                    while case .body(let more)? = try await parts.next() {
                        if body.readableBytes <= bodyLimit { body.writeImmutableBuffer(more) }
                    }
                    let answer =
                        body.readableBytes > bodyLimit
                        ? HTTPAnswer.plain(413, "the body is longer than \(bodyLimit) bytes")
                        : await handler(request(head, body))
                    guard answer.delivery != .cut else { return }
                    try await write(
                        answer, isKeptAlive: head.isKeepAlive, to: outbound,
                        on: connection.channel.eventLoop)
                    if !head.isKeepAlive || answer.status == 413 { return }
                }
            }
        } catch {
            _ = error  // A client that goes away ends its own connection and nothing else.
        }
    }

    private static func request(_ head: HTTPRequestHead, _ body: ByteBuffer) -> HTTPRequest {
        let halves = head.uri.split(separator: "?", maxSplits: 1)
        return HTTPRequest(
            method: head.method.rawValue, path: halves.first.map(String.init) ?? "/",
            query: halves.count == 2 ? String(halves[1]) : "",
            body: String(buffer: body))
    }

    private static func write(
        _ answer: HTTPAnswer, isKeptAlive: Bool,
        to outbound: NIOAsyncChannelOutboundWriter<HTTPPart<HTTPResponseHead, ByteBuffer>>,
        on eventLoop: any EventLoop
    ) async throws {
        let body = ByteBuffer(string: answer.body)
        let headers: HTTPHeaders = [
            "Content-Type": answer.contentType, "Content-Length": String(body.readableBytes),
            "Connection": isKeptAlive ? "keep-alive" : "close",
        ]
        let status = HTTPResponseStatus(statusCode: answer.status)
        try await outbound.write(
            .head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)))
        if answer.delivery == .dribble {
            for octet in body.readableBytesView {
                try await outbound.write(.body(ByteBuffer(bytes: [octet])))
                try await eventLoop.scheduleTask(in: .seconds(1)) {}.futureResult.get()
            }
        } else {
            try await outbound.write(.body(body))
        }
        try await outbound.write(.end(nil))
    }
}

/// Turns the parts that cross threads into those the encoder takes.
private final class ResponseParts: ChannelOutboundHandler {
    typealias OutboundIn = HTTPPart<HTTPResponseHead, ByteBuffer>
    typealias OutboundOut = HTTPServerResponsePart

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part: OutboundOut =
            switch unwrapOutboundIn(data) {
            case .head(let head): .head(head)
            case .body(let body): .body(.byteBuffer(body))
            case .end(let trailers): .end(trailers)
            }
        context.write(wrapOutboundOut(part), promise: promise)
    }
}
