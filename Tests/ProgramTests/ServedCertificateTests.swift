import HTTP
import KeyStore
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `A look at what a host serves` {
    private func look(
        _ name: String, _ port: Int, _ greeting: ServedCertificate.Greeting = .none,
        address: String? = "127.0.0.1"
    ) async throws -> String? {
        let certificate = ServedCertificate(
            name: name, port: port, greeting: greeting, address: address)
        return CertificateFacts.fingerprint(ofPEM: try await certificate.leafPEM())
    }

    private func failure(
        _ name: String, _ port: Int, _ greeting: ServedCertificate.Greeting = .none,
        address: String? = "127.0.0.1"
    ) async -> HTTPError? {
        await #expect(throws: HTTPError.self) {
            _ = try await look(name, port, greeting, address: address)
        }
    }

    @Test func `sees the certificate of the name it asks for, whoever signed it`() async throws {
        let server = try await TLSServer.openssl()
        defer { server.end() }
        let (one, two) = (try await server.fingerprint("one"), try await server.fingerprint("two"))
        #expect(one != two && one.count == 64)
        #expect(try await look("one.test", server.port) == one)
        #expect(try await look("two.test", server.port) == two)
        #expect(try await look("three.test", server.port) == one)
    }

    @Test func `reaches an IPv6 address`() async throws {
        let server = try await TLSServer.openssl(isIPv6: true)
        defer { server.end() }
        let two = try await server.fingerprint("two")
        #expect(try await look("two.test", server.port, address: "::1") == two)
    }

    @Test(.enabled(if: TLSServer.hasPython), arguments: [ServedCertificate.Greeting.smtp, .imap])
    func `begins in the protocol of a mail server`(
        greeting: ServedCertificate.Greeting
    ) async throws {
        let server = try await TLSServer.mail(greeting.rawValue)
        defer { server.end() }
        let one = try await server.fingerprint("one")
        #expect(try await look("mail.test", server.port, greeting) == one)
    }

    @Test(.enabled(if: TLSServer.hasPython))
    func `says that a mail server offers no STARTTLS`() async throws {
        let server = try await TLSServer.mail("plain")
        defer { server.end() }
        let error = await failure("mail.test", server.port, .smtp)
        #expect(
            error == .tls(host: "mail.test:\(server.port)", reason: "it offers no STARTTLS"))
    }

    @Test func `says that nobody listens, that nobody is there and that it is no TLS`()
        async throws
    {
        let closed = await failure("one.test", try FreePort.find())
        guard case .cannotConnect = closed else {
            Issue.record("\(String(describing: closed))")
            return
        }
        #expect(
            await failure("name.invalid", 443, address: nil)
                == .unknownHost(host: "name.invalid:443"))
        guard TLSServer.hasPython else { return }
        let server = try await TLSServer.mail("smtp")
        defer { server.end() }
        let plain = await failure("mail.test", server.port)
        guard case .tls = plain else {
            Issue.record("\(String(describing: plain))")
            return
        }
    }

    @Test func `gives up on servers that hang, all at the same time`() async throws {
        let listener = try Listener()
        let start = ContinuousClock.now
        let errors = await withTaskGroup(of: HTTPError?.self) { group in
            for _ in 0..<7 { group.addTask { await failure("one.test", listener.port) } }
            group.addTask { await failure("mail.test", listener.port, .smtp) }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(errors.count == 8)
        for error in errors {
            guard case .timedOut = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
        // One after the other they would take 45 seconds; the machine may be busy.
        #expect(ContinuousClock.now - start < .seconds(30))
    }
}
