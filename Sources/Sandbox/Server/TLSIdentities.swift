import Foundation
import NIOSSL

/// What the API shows of itself when a connection begins: one right certificate, three wrong ones.
struct TLSIdentities: Sendable {
    private let right: NIOSSLContext
    private let expired: NIOSSLContext
    private let wrongName: NIOSSLContext
    private let untrusted: NIOSSLContext

    /// Makes the certificates for now by the real clock, because clients verify by theirs.
    init(
        _ authority: Authority, names: [String], now: Moment, dice: inout Dice
    ) throws(SandboxError) {
        let date = { (days: Int) in
            Date(timeIntervalSince1970: TimeInterval(now.adding(days: days).seconds))
        }
        right = try Self.context(
            authority.serverCertificate(
                for: names, from: date(-1), to: date(90), serial: dice.serial()))
        expired = try Self.context(
            authority.serverCertificate(
                for: names, from: date(-91), to: date(-1), serial: dice.serial()))
        wrongName = try Self.context(
            authority.serverCertificate(
                for: ["elsewhere-demo.test"], from: date(-1), to: date(90),
                serial: dice.serial()))
        untrusted = try Self.context(
            Authority.strangeCertificate(
                for: names, from: date(-1), to: date(90), serial: dice.serial()))
    }

    /// How the next connection is met; uses up a fault that is set.
    func greeting(_ faults: inout Faults) -> Greeting {
        if faults.take(.tlsAlert) { return .alert }
        if faults.take(.tlsExpired) { return .secured(expired) }
        if faults.take(.tlsWrongName) { return .secured(wrongName) }
        if faults.take(.tlsUntrusted) { return .secured(untrusted) }
        return .secured(right)
    }

    private static func context(
        _ certificate: ServerCertificate
    ) throws(SandboxError) -> NIOSSLContext {
        do {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: try certificate.chain.map {
                    .certificate(try NIOSSLCertificate(bytes: Array($0.utf8), format: .pem))
                },
                privateKey: .privateKey(
                    try NIOSSLPrivateKey(bytes: Array(certificate.key.utf8), format: .pem)))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw .cryptography(what: "preparing TLS", reason: "\(error)")
        }
    }
}
