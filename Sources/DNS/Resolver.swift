import CResolv

/// Asks one name server.
package struct Resolver: Sendable {
    /// The server's address and port, as `127.0.0.1:53`.
    package let server: String
}
