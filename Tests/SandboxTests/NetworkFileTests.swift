import DNS
import Synchronization
import TestSupport
import Testing

@testable import Sandbox

@Suite struct `The CA at a web server` {
    private static let host = "api-2.harbour-demo.test"

    /// The outcome of a look at a file that a server answers with; the token's lines stand for
    /// TOKEN, its name for FILE.
    private func look(
        names: [NameServerReply.Record]? = nil, seconds: Int = 60,
        answer: @escaping @Sendable (String) -> String?
    ) async throws -> LookResult {
        let token = Mutex(("", ""))
        var found: LookResult?
        let filled: LoopbackWebServer.Answerer = { request in
            let (name, content) = token.withLock { $0 }
            return answer(request.replacing(name, with: "FILE"))?.replacing("TOKEN", with: content)
        }
        try await LoopbackWebServer.run(answer: filled) { web async throws in
            let zone = LoopbackZone(names ?? [])
            try await LoopbackNameServer.run(answer: zone.answer) { dns async throws in
                let change: (inout SandboxSettings) -> Void = {
                    $0.httpPort = web.port
                    $0.lookSeconds = seconds
                    if names != nil { $0.resolver = ListenAddress("127.0.0.1:\(dns.port)") }
                }
                try await OfflineNamecheap.run(change) { namecheap async throws in
                    let (_, submitted) = try await namecheap.reissue(
                        "S-00002", CustomerKey(), method: ("HTTPDCValidation", "true"))
                    let file = try submitted.element("FileName")
                    let content = try submitted.element("FileContent")
                    token.withLock { $0 = (file, content) }
                    let new = try #require(submitted.attribute("ID"))
                    found = try await namecheap.look(new)
                }
            }
        }
        return try #require(found)
    }

    /// The whole page with as many octets as the token's lines have.
    private static let page = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nTOKEN"

    @Test func `asks this machine for the host when it has no resolver`() async throws {
        let asked = Mutex("")
        let look = try await look { request in
            asked.withLock { $0 = request }
            return Self.page
        }
        #expect(look.status == "active", "\(look.reason ?? "")")
        let request = asked.withLock { $0 }
        #expect(request.hasPrefix("GET /.well-known/pki-validation/FILE HTTP/1.1\r\n"))
        #expect(request.lowercased().contains("\r\nhost: \(Self.host)\r\n"))
    }

    @Test(arguments: [
        [NameServerReply.Record.loopback(host)],
        [.alias(host, "web.test"), .loopback("web.test")],
        // The first address takes no connection.
        [.init(host, type: 1, [127, 0, 0, 1]), .loopback(host, isIPv6: true)],
    ])
    func `asks the address that the resolver gives`(
        names: [NameServerReply.Record]
    ) async throws {
        let look = try await look(names: names) { _ in Self.page }
        #expect(look.status == "active", "\(look.reason ?? "")")
    }

    @Test func `does with one address where the server stumbles over the other type`()
        async throws
    {
        let names: LoopbackNameServer.Answerer = { query in
            let reply =
                query.type == 28
                ? NameServerReply(code: 2)
                : NameServerReply(query.type == 1 ? [.loopback(Self.host)] : [])
            return [reply.octets(for: query)]
        }
        try await LoopbackNameServer.run(answer: names) { server async throws in
            let view = NetworkNames(
                server: NameServer(address: "127.0.0.1", port: UInt16(server.port)),
                deadline: .now + .seconds(60))
            #expect(try await view.addresses(of: Self.host) == ["127.0.0.1"])
        }
    }

    @Test func `needs an address`() async throws {
        let look = try await look(names: []) { _ in Self.page }
        #expect(look.reason == "\(Self.host) has no address")
        let closed = try await self.look(names: [.loopback(Self.host, isIPv6: true)]) { _ in nil }
        #expect(closed.reason?.contains("no connection") == true, "\(closed.reason ?? "")")
    }

    @Test(arguments: [
        "301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect",
    ])
    func `follows the host to another of its paths`(status: String) async throws {
        let look = try await look { request in
            let isFirst = request.hasPrefix("GET /.well-known")
            return isFirst
                ? LoopbackWebServer.page(
                    "", status: status, headers: "Location: http://\(Self.host)/other?a=b\r\n")
                : request.hasPrefix("GET /other?a=b ") ? Self.page : nil
        }
        #expect(look.status == "active", "\(look.reason ?? "")")
    }

    @Test(arguments: [
        "https://api-2.harbour-demo.test/x", "http://else.test/x", "//else.test/x", "x",
        "http://api-2.harbour-demo.test:8/x", "http://api-2.harbour-demo.test@else.test/x",
        "http://api-2.harbour-demo.test.else.test/x", "/x y",
    ])
    func `follows nobody elsewhere`(location: String) async throws {
        let look = try await look { _ in
            LoopbackWebServer.page("", status: "302 Found", headers: "Location: \(location)\r\n")
        }
        #expect(look.reason?.contains("leads to another place: ") == true, "\(look.reason ?? "")")
    }

    @Test func `does not follow for ever`() async throws {
        let look = try await look { _ in
            LoopbackWebServer.page("", status: "302 Found", headers: "Location: /again\r\n")
        }
        #expect(look.reason == "too many redirects at http://\(Self.host)/again")
    }

    @Test(arguments: [
        (LoopbackWebServer.page("TOKEN", status: "404 Not Found"), "HTTP 404 at http://api-2"),
        (LoopbackWebServer.page("", status: "303 See Other"), "HTTP 303"),
        (LoopbackWebServer.page("<html>"), "has another content"),
        ("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nTOKEN", "not understood"),
        ("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 70_000), "longer than 65536"),
        ("SSH-2.0-demo\r\n", "not understood"), ("", "before the answer"),
        ("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nTOKEN\nmore", "has another content"),
    ])
    func `takes nothing but the token`(page: String, words: String) async throws {
        let look = try await look { _ in page }
        #expect(look.status == "purchased")
        #expect(look.reason?.contains(words) == true, "\(look.reason ?? "")")
    }

    @Test(arguments: ["\r\n", " \r\n\r\n"])
    func `does not mind how lines end`(end: String) async throws {
        let look = try await look { _ in Self.page + end }
        #expect(look.status == "active", "\(look.reason ?? "")")
    }

    @Test(.timeLimit(.minutes(5))) func `waits no longer than it may`() async throws {
        let look = try await look(seconds: 1) { _ in nil }
        #expect(look.reason?.contains("in time") == true, "\(look.reason ?? "")")
    }
}
