import Glibc
import NIOCore
import NIOPosix

/// What a client hears until the connection ends.
struct Heard: Sendable {
    /// Every byte that came.
    var text = ""
    /// Whether the connection ended with a reset.
    var isReset = false
    /// How long it took from the beginning of the connection.
    var duration = Duration.zero

    /// The number on the first line.
    var status: Int? {
        text.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) }
    }
    /// Everything before the empty line.
    var head: String { Self.halves(text).0 }
    /// Everything after it.
    var body: String { Self.halves(text).1 }
    /// The length that the head promises.
    var promised: Int? {
        head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
            .flatMap { Int($0.dropFirst("Content-Length: ".count)) }
    }

    private static func halves(_ text: String) -> (String, String) {
        let halves = text.split(separator: "\r\n\r\n", maxSplits: 1)
        return (String(halves.first ?? ""), halves.count == 2 ? String(halves[1]) : "")
    }
}

/// Sends one request over a connection of its own and reads until the server closes it.
enum RawClient {
    struct Failure: Error, Equatable {
        let received: String
    }

    /// The status and body; a `Failure` when there is no whole head.
    static func exchange(
        _ url: String, method: String, body: String, headers: String = "Host: localhost\r\n"
    ) async throws -> (status: Int, body: String) {
        let heard = try await send(
            request(url, method: method, body: body, headers: headers), to: url)
        guard let status = heard.status else { throw Failure(received: heard.text) }
        return (status, heard.body)
    }

    /// Everything the server sends until it closes, or the first pieces only.
    static func read(
        _ url: String, method: String, body: String, atMost pieces: Int
    ) async throws -> String {
        try await send(request(url, method: method, body: body), to: url, atMost: pieces).text
    }

    /// The bytes of a request that is the last of its connection.
    static func request(
        _ url: String, method: String = "POST", version: String = "1.1",
        type: String? = "application/x-www-form-urlencoded", body: String,
        headers: String = "Host: localhost\r\n"
    ) -> String {
        let path = url.split(separator: "/", maxSplits: 2).dropFirst(2).first ?? ""
        let type = type.map { "Content-Type: \($0)\r\n" } ?? ""
        return "\(method) /\(path) HTTP/\(version)\r\n\(headers)Connection: close\r\n"
            + type + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    /// Sends exactly these bytes, and hears what comes until the end or the first pieces only.
    static func send(
        _ bytes: String, to url: String, atMost pieces: Int = .max, endsSending: Bool = false
    ) async throws -> Heard {
        let address = url.split(separator: "/", maxSplits: 2)[1].split(separator: ":")
        guard address.count == 2, let port = Int(address[1]) else {
            throw Failure(received: url)
        }
        let start = ContinuousClock.now
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: String(address[0]), port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(FirstWords(bytes))
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            if endsSending { outbound.finish() }
            var heard = Heard()
            do {
                var count = 0
                for try await piece in inbound {
                    heard.text += String(buffer: piece)
                    count += 1
                    if count >= pieces { break }
                }
            } catch let error as IOError where error.errnoCode == ECONNRESET {
                heard.isReset = true
            }
            heard.duration = ContinuousClock.now - start
            return heard
        }
    }
}

/// Speaks as soon as the connection is there, however busy the tests' own threads are.
private final class FirstWords: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let bytes: String

    init(_ bytes: String) {
        self.bytes = bytes
    }

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: bytes)), promise: nil)
        context.fireChannelActive()
    }
}
