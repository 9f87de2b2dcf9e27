import Glibc
import NIOCore
import NIOHTTP1

/// Turns the parts that cross threads into those the encoder takes.
final class ResponseParts: ChannelOutboundHandler {
    typealias OutboundIn = HTTPConnection.Part
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

/// Ends a connection below TLS, so that not even TLS says goodbye.
final class ConnectionEnd: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    /// How it ends.
    enum Event: Sendable {
        /// The other end reads an end.
        case cut
        /// The other end reads an error.
        case reset
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        guard let end = event as? Event else {
            context.triggerUserOutboundEvent(event, promise: promise)
            return
        }
        if end == .reset, let options = context.channel as? any SocketOptionProvider {
            // A socket that lingers for no time at all is closed with RST: socket(7).
            options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenFailure { _ in }
        }
        context.close(promise: promise)
    }
}

/// Ends a connection whose client takes too long to send a request or to take an answer.
///
/// While an answer is being made the client can do nothing, so no time is counted.
final class ConnectionDeadline: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let patience: TimeAmount
    private var deadline: Scheduled<Void>?

    init(_ patience: TimeAmount) {
        self.patience = patience
    }

    func handlerAdded(context: ChannelHandlerContext) { start(context) }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .end = unwrapInboundIn(data) { deadline?.cancel() }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        start(context)
        context.write(data, promise: promise)
    }

    private func start(_ context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: patience) {
            context.triggerUserOutboundEvent(ConnectionEnd.Event.cut, promise: nil)
        }
    }
}

/// Answers the first bytes of a handshake with a fatal alert (RFC 8446, 6).
final class HandshakeAlert: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// A record of TLS 1.2 with the alert handshake_failure.
    private static let record: [UInt8] = [21, 3, 3, 0, 2, 2, 40]
    private var isSent = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isSent else { return }
        isSent = true
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: Self.record)), promise: sent)
    }
}
