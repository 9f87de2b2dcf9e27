import NIOCore
import NIOPosix
import Synchronization

/// A web server on a free port of this machine that takes posts, for the length of one test.
package struct LoopbackHook: Sendable {
    /// A request as it came.
    package struct Post: Sendable {
        /// The first line.
        package let line: String
        /// The header lines by their names in lower case.
        package let headers: [String: String]
        /// The body.
        package let body: [UInt8]
    }

    /// What it answers to a post with its number, from 0; nil closes the connection.
    package typealias Answerer = @Sendable (Int) -> String?

    /// Its port on 127.0.0.1.
    package let port: Int
    private let log: HookLog

    /// Every post so far, oldest first.
    package var posts: [Post] { log.posts.withLock { $0 } }

    /// An answer of a status with a text.
    package static func answer(_ status: Int, _ text: String = "") -> String {
        "HTTP/1.1 \(status) x\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(text)"
    }

    /// Answers posts while the body runs.
    package static func run<Result>(
        answer: @escaping Answerer, _ body: (Self) async throws -> Result
    ) async throws -> Result {
        let log = HookLog()
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        HookConnection(log: log, answer: answer))
                }
            }
        let channel = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
        let hook = Self(port: channel.localAddress?.port ?? 0, log: log)
        do {
            let result = try await body(hook)
            try await channel.close().get()
            return result
        } catch {
            try await channel.close().get()
            throw error
        }
    }
}

private final class HookLog: Sendable {
    let posts = Mutex<[LoopbackHook.Post]>([])
}

/// One connection, one request after the other.
private final class HookConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let log: HookLog
    private let answer: LoopbackHook.Answerer
    private var received: [UInt8] = []

    init(log: HookLog, answer: @escaping LoopbackHook.Answerer) {
        self.log = log
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += unwrapInboundIn(data).readableBytesView
        guard let post = next() else { return }
        let number = log.posts.withLock { posts in
            posts.append(post)
            return posts.count - 1
        }
        guard let text = answer(number) else { return context.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }

    /// The request that is there as a whole.
    private func next() -> LoopbackHook.Post? {
        guard
            let end = received.indices.first(where: {
                received[$0...].starts(with: Array("\r\n\r\n".utf8))
            })
        else { return nil }
        let head = String(decoding: received[..<end], as: UTF8.self)
        let lines = head.split(separator: "\r\n").map(String.init)
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = String(parts.last?.drop { $0 == " " } ?? "")
        }
        let size = headers["content-length"].flatMap { Int($0) } ?? 0
        guard received.count >= end + 4 + size else { return nil }
        let body = Array(received[(end + 4)..<(end + 4 + size)])
        received.removeFirst(end + 4 + size)
        return LoopbackHook.Post(line: lines.first ?? "", headers: headers, body: body)
    }
}
