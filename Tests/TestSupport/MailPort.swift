import NIOCore
import NIOPosix

/// A port of this machine at which a server may listen.
package enum MailPort {
    /// Whether somebody listens there.
    package static func answers(_ port: Int) async -> Bool {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        guard let channel = try? await bootstrap.connect(host: "127.0.0.1", port: port).get() else {
            return false
        }
        return (try? await channel.close().get()) != nil
    }
}
