import NIOCore
import NIOPosix

/// A small HTTP/1.1 server: it reads a request whole and hands it to one closure.
struct HTTPServer: Sendable {
    /// Gives the answer to a request.
    typealias Handler = @Sendable (HTTPRequest) async -> HTTPAnswer
    /// Decides how a connection that begins is met.
    typealias Greeter = @Sendable () async -> Greeting

    /// The port that was bound.
    let port: Int
    private let running: Task<Void, Never>

    /// Starts listening; the handler answers from then on.
    ///
    /// Without a greeter every connection is plain. A client that is slower than `patience` in
    /// sending a request or in taking an answer loses its connection.
    static func start(
        _ address: ListenAddress, patience: TimeAmount = .seconds(60), greeter: Greeter? = nil,
        handler: @escaping Handler
    ) async throws(SandboxError) -> Self {
        do {
            let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.backlog, value: 256)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                // A client may say that it sends nothing more and still wait for the answer.
                .childChannelOption(.allowRemoteHalfClosure, value: greeter == nil)
                .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
                .bind(host: address.host, port: address.port) { channel in
                    guard let greeter else {
                        return channel.eventLoop.makeCompletedFuture {
                            try HTTPConnection(channel, .plain, patience: patience)
                        }
                    }
                    return channel.eventLoop.makeFutureWithTask { await greeter() }
                        .flatMapThrowing { greeting in
                            try HTTPConnection(channel, greeting, patience: patience)
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
        _ listener: NIOAsyncChannel<HTTPConnection, Never>, _ handler: @escaping Handler
    ) async {
        do {
            try await listener.executeThenClose { connections in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await connection in connections {
                        group.addTask { await connection.serve(handler) }
                    }
                }
            }
        } catch {
            _ = error  // Closing the listener ends it this way; nothing is left to answer.
        }
    }
}
