import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A mail server on a free port of this machine, for the length of one test.
package struct LoopbackMailServer: Sendable {
    /// Its port on 127.0.0.1.
    package let port: Int
    private let channel: any Channel
    private let log: MailLog

    /// Everything that it has taken, oldest first.
    package var messages: [ReceivedMail] { log.state.withLock { $0.messages } }
    /// How many messages it has taken.
    package var count: Int { log.state.withLock { $0.count } }
    /// How many connections it has had.
    package var connections: Int { log.state.withLock { $0.connections } }
    /// Every command that was sent in the clear, without what follows AUTH.
    package var commandsInTheClear: [String] { log.state.withLock { $0.commandsInTheClear } }

    /// Takes mail while the body runs.
    package static func run<Result>(
        _ manner: MailManner = MailManner(), port: Int = 0,
        _ body: (Self) async throws -> Result
    ) async throws -> Result {
        let log = MailLog(manner)
        let context = try manner.certificate.map(tlsContext)
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if manner.encryption == .implicit, let context {
                        try pipeline.addHandler(NIOSSLServerHandler(context: context))
                    }
                    try pipeline.addHandler(MailSession(manner, log: log, context: context))
                }
            }
        let channel = try await bootstrap.bind(host: "127.0.0.1", port: port).get()
        let server = Self(port: channel.localAddress?.port ?? 0, channel: channel, log: log)
        do {
            let result = try await body(server)
            try await channel.close().get()
            return result
        } catch {
            try await channel.close().get()
            throw error
        }
    }

    private static func tlsContext(_ pair: (chain: String, key: String)) throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(pair.chain.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(pair.key.utf8), format: .pem)
        return try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
    }
}

/// What a mail server of the tests remembers.
final class MailLog: Sendable {
    struct State {
        var messages: [ReceivedMail] = []
        var count = 0
        var connections = 0
        var commandsInTheClear: [String] = []
        var goodDeedsLeft: Int
        var misdeedsLeft: Int
    }

    let state: Mutex<State>

    init(_ manner: MailManner) {
        state = Mutex(
            State(goodDeedsLeft: manner.goodDeeds, misdeedsLeft: manner.misdeeds ?? .max))
    }
}
