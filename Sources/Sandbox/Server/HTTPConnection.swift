import NIOCore
import NIOHTTP1
import NIOSSL

/// How a connection that begins is met.
enum Greeting: Sendable {
    case plain
    case secured(NIOSSLContext)
    /// The handshake ends with an alert.
    case alert
}

/// One client's connection: requests are read whole and answered one after the other.
struct HTTPConnection: Sendable {
    /// A part of an answer on its way to the encoder.
    typealias Part = HTTPPart<HTTPResponseHead, ByteBuffer>

    /// A form of this size holds every documented parameter at its greatest length.
    private static let bodyLimit = 1_048_576

    private let connection: NIOAsyncChannel<HTTPServerRequestPart, Never>

    /// Fills the pipeline of a new channel.
    init(_ channel: any Channel, _ greeting: Greeting, patience: TimeAmount) throws {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(ConnectionEnd())
        switch greeting {
        case .plain: break
        case .secured(let context): try pipeline.addHandler(NIOSSLServerHandler(context: context))
        case .alert: try pipeline.addHandler(HandshakeAlert())
        }
        // A request by GET carries a CSR and up to 100 names of 253 octets, percent-encoded.
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = 65_536
        limits.maxHeaderListSize = 131_072
        limits.maxHeaderFieldCount = 100
        try pipeline.configureHTTPServerPipeline(
            withEncoderConfiguration: .init(), withDecoderLimitConfiguration: limits)
        try pipeline.addHandler(ConnectionDeadline(patience))
        try pipeline.addHandler(ResponseParts())
        connection = try NIOAsyncChannel(wrappingChannelSynchronously: channel)
    }

    /// Answers until either side has enough.
    func serve(_ handler: HTTPServer.Handler) async {
        let channel = connection.channel
        await withTaskCancellationHandler {
            do {
                try await connection.executeThenClose { inbound in
                    var parts = inbound.makeAsyncIterator()
                    while let part = try await parts.next() {
                        guard case .head(let head) = part else { continue }
                        guard try await answer(head, &parts, handler) else { return }
                    }
                }
            } catch {
                _ = error  // A client that goes away ends its own connection and nothing else.
            }
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    /// Reads the rest of a request and answers it; false when the connection is used up.
    private func answer(
        _ head: HTTPRequestHead,
        _ parts: inout NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator,
        _ handler: HTTPServer.Handler
    ) async throws -> Bool {
        let delivery = AnswerDelivery(channel: connection.channel, head: head)
        let tooLong = HTTPAnswer.plain(413, "the body is longer than \(Self.bodyLimit) bytes")
        if head.waitsForContinue {
            guard head.promisedLength <= Self.bodyLimit else {
                // The client has sent no body yet, so what it sends next cannot be known.
                return try await delivery.send(tooLong, isLast: true)
            }
            try await delivery.invite()
        }
        var body = ByteBuffer()
        while case .body(let more)? = try await parts.next(isolation: #isolation) {
            if body.readableBytes <= Self.bodyLimit { body.writeImmutableBuffer(more) }
        }
        guard body.readableBytes <= Self.bodyLimit else {
            return try await delivery.send(tooLong, isLast: true)
        }
        let request = HTTPRequest(
            method: head.method.rawValue, target: head.uri,
            contentType: head.headers.first(name: "Content-Type"), body: String(buffer: body),
            peer: Self.text(of: connection.channel.remoteAddress),
            host: head.headers.first(name: "Host") ?? "",
            origin: head.headers.first(name: "Origin") ?? "")
        return try await delivery.send(await handler(request))
    }

    /// The address, an IPv4 one as such also on a socket for both kinds.
    private static func text(of address: SocketAddress?) -> String {
        let text = address?.ipAddress ?? ""
        return text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
    }
}

extension HTTPRequestHead {
    /// Whether the client sends its body only when it is told to (RFC 9110, 10.1.1).
    fileprivate var waitsForContinue: Bool {
        version == .http1_1
            && headers[canonicalForm: "Expect"].contains { $0.lowercased() == "100-continue" }
    }

    /// The length that the client announces; 0 when it announces none.
    fileprivate var promisedLength: Int {
        headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0
    }
}
