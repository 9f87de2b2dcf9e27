import NIOCore
import NIOHTTP1
import NIOPosix

/// What a web server answers.
struct WebAnswer: Sendable {
    let status: Int
    /// Where a redirect leads; empty without one.
    let location: String
    let body: String
}

/// Why there is no answer.
struct WebFailure: Error {
    let reason: String
    /// Whether a server took the connection, so that another address is no remedy.
    var wasConnected = true
}

/// One HTTP/1.1 GET to one address, bounded in size and time.
struct WebRequest: Sendable {
    /// A validation file has three lines.
    static let bodyLimit = 65_536

    let address: String
    let port: Int
    /// The Host header.
    let host: String
    let path: String
    let deadline: ContinuousClock.Instant
    /// Among how many addresses the time for connecting is shared.
    let shares: Int

    /// Asks and reads the answer whole.
    func answer() async throws(WebFailure) -> WebAnswer {
        let left = TimeAmount(ContinuousClock.now.duration(to: deadline))
        guard left > .zero else { throw WebFailure(reason: "the look's time was over") }
        let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = eventLoop.makePromise(of: WebAnswer.self)
        let alarm = eventLoop.scheduleTask(in: left) {
            promise.fail(WebFailure(reason: "no whole answer in time"))
        }
        let connecting = ClientBootstrap(group: eventLoop)
            .connectTimeout(.nanoseconds(left.nanoseconds / Int64(max(1, shares))))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(
                        WebReader(host: host, path: path, promise: promise))
                }
            }.connect(host: address, port: port)
        connecting.whenFailure { error in
            promise.fail(WebFailure(reason: "no connection: \(error)", wasConnected: false))
        }
        connecting.whenSuccess { channel in
            promise.futureResult.whenComplete { _ in channel.close(promise: nil) }
        }
        defer { alarm.cancel() }
        do {
            return try await promise.futureResult.get()
        } catch let failure as WebFailure {
            throw failure
        } catch {
            throw WebFailure(reason: "\(error)")
        }
    }
}

/// Sends the request of a connection and collects its answer.
private final class WebReader: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let request: HTTPRequestHead
    private let promise: EventLoopPromise<WebAnswer>
    private var head: HTTPResponseHead?
    private var body = ByteBuffer()

    init(host: String, path: String, promise: EventLoopPromise<WebAnswer>) {
        request = HTTPRequestHead(
            version: .http1_1, method: .GET, uri: path,
            headers: [
                "Host": host, "User-Agent": "ssl-sandbox", "Accept": "*/*", "Connection": "close",
            ])
        self.promise = promise
    }

    func channelActive(context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(request)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body(let more):
            body.writeImmutableBuffer(more)
            if body.readableBytes > WebRequest.bodyLimit {
                promise.fail(
                    WebFailure(reason: "the answer is longer than \(WebRequest.bodyLimit) bytes"))
            }
        case .end:
            guard let head else { return }
            promise.succeed(
                WebAnswer(
                    status: Int(head.status.code),
                    location: head.headers.first(name: "Location") ?? "",
                    body: String(buffer: body)))
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(WebFailure(reason: "the answer is not understood: \(error)"))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.fail(WebFailure(reason: "the connection ended before the answer"))
    }
}
