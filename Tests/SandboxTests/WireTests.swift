import NIOCore
import Testing

@testable import Sandbox

@Suite struct `A request` {
    private static let fields = [
        ("ApiUser", "demo"), ("ApiKey", "demo-key"), ("UserName", "demo"),
        ("ClientIp", "192.0.2.1"), ("Command", "namecheap.users.getBalances"),
    ]
    private static let form = OfflineNamecheap.form(fields)
    private static let multipart =
        fields.map { name, value in
            "--b1\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }.joined() + "--b1--\r\n"

    /// Requests that say the same in every way clients use.
    private static let requests: [(way: String, bytes: String)] = {
        let url = "http://x/xml.response"
        let half = OfflineNamecheap.form(Array(fields.prefix(2)))
        let rest = OfflineNamecheap.form(Array(fields.dropFirst(2)))
        let chunks =
            "POST /xml.response HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "\(String(half.utf8.count, radix: 16))\r\n\(half)\r\n"
            + "\(String(rest.utf8.count + 1, radix: 16))\r\n&\(rest)\r\n0\r\n\r\n"
        return [
            ("by GET", RawClient.request(url + "?" + form, method: "GET", type: nil, body: "")),
            ("as a form", RawClient.request(url, body: form)),
            ("as a form without a type", RawClient.request(url, type: nil, body: form)),
            (
                "as a form with a character set",
                RawClient.request(
                    url, type: "Application/X-WWW-Form-URLEncoded; charset=UTF-8", body: form)
            ),
            ("half in the query", RawClient.request(url + "?" + half, body: rest)),
            (
                "in parts",
                RawClient.request(url, type: "multipart/form-data; boundary=b1", body: multipart)
            ),
            (
                "in parts with a quoted boundary",
                RawClient.request(
                    url, type: "multipart/form-data; boundary=\"b1\"", body: multipart)
            ),
            ("by HTTP/1.0", RawClient.request(url, version: "1.0", body: form)),
            ("in chunks", chunks),
        ]
    }()

    @Test(arguments: requests)
    func `is understood`(way: String, bytes: String) async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            for endsSending in [false, true] {
                let heard = try await RawClient.send(
                    bytes, to: namecheap.running.apiURL, endsSending: endsSending)
                #expect(heard.status == 200, "\(way)")
                #expect(heard.body.contains("AvailableBalance=\"500.00\""), "\(way)")
                #expect(heard.promised == heard.body.utf8.count)
            }
        }
    }

    @Test func `is told to go on when it asks, once`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let url = namecheap.running.apiURL
            let bytes = RawClient.request(url, body: Self.form)
                .replacing("Connection:", with: "Expect: 100-Continue\r\nConnection:")
            let heard = try await RawClient.send(bytes, to: url)
            #expect(heard.text.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"))
            let long = bytes.replacing(
                "Content-Length: \(Self.form.utf8.count)", with: "Content-Length: 1048577")
            #expect(try await RawClient.send(long, to: url).status == 413)
        }
    }

    @Test func `may follow another on its connection`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let url = namecheap.running.apiURL
            let last = RawClient.request(url, body: Self.form)
            let first = last.replacing("Connection: close\r\n", with: "")
            let heard = try await RawClient.send(first + first + last, to: url)
            #expect(heard.text.split(separator: "HTTP/1.1 200 OK").count == 3)
        }
    }

    @Test(arguments: [
        ("application/json", "{}", 415), ("text/plain", "a=b", 415), ("a b", "a=b", 400),
        ("multipart/form-data", multipart, 400),
        ("multipart/form-data; boundary=b2", multipart, 400),
        ("multipart/form-data; boundary=b1; boundary=b1", multipart, 400),
        ("multipart/form-data; boundary=\"b1", multipart, 400),
    ])
    func `with another body is refused in plain text`(
        type: String, body: String, status: Int
    ) async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            for url in [namecheap.running.apiURL, namecheap.running.controlURL + "/faults"] {
                let heard = try await RawClient.send(
                    RawClient.request(url, type: type, body: body), to: url)
                #expect(heard.status == status)
                #expect(heard.head.contains("text/plain"))
            }
        }
    }

    @Test(arguments: [
        "GET /xml.response?\(String(repeating: "a", count: 70_000)) HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nA: \(String(repeating: "b", count: 70_000))\r\n\r\n",
        "GET / HTTP/1.1\r\n\(String(repeating: "A: b\r\n", count: 101))\r\n",
        "nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
    ])
    func `with a head beyond all measure is refused`(bytes: String) async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let heard = try await RawClient.send(bytes, to: namecheap.running.apiURL)
            // What is still on its way when the server closes may turn the end into a reset.
            #expect(heard.status == 400 || heard.isReset)
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["", "POST /xml.response HTTP/1.1\r\nContent-L"])
    func `that does not come ends its connection`(start: String) async throws {
        let server = try await Self.server { _ in HTTPAnswer(body: "late") }
        let heard = try await RawClient.send(start, to: "http://127.0.0.1:\(server.port)/")
        #expect(heard.text.isEmpty)
        await server.stop()
    }

    @Test func `waits for its answer longer than a client may take to send it`() async throws {
        let server = try await Self.server { _ in HTTPAnswer(body: "late", delay: 1500) }
        let url = "http://127.0.0.1:\(server.port)/"
        let heard = try await RawClient.send(RawClient.request(url, body: ""), to: url)
        #expect(heard.body == "late")
        await server.stop()
    }

    @Test(.timeLimit(.minutes(1))) func `that waits does not keep the server`() async throws {
        let (asked, asks) = AsyncStream.makeStream(of: Void.self)
        let server = try await Self.server { _ in
            asks.yield()
            return HTTPAnswer(body: "late", delay: 3_600_000)
        }
        let url = "http://127.0.0.1:\(server.port)/"
        async let heard = RawClient.send(RawClient.request(url, body: ""), to: url)
        for await _ in asked { break }
        await server.stop()
        #expect(try await heard.text.isEmpty)
    }

    @Test func `is answered late where every answer is`() async throws {
        try await OfflineNamecheap.run(
            certificates: 0, OfflineNamecheap.set(\.wire.latency, to: 300)
        ) { namecheap async throws in
            let heard = try await namecheap.hear("namecheap.ssl.getList")
            #expect(heard.status == 200)
            #expect(heard.duration >= .milliseconds(300))
        }
    }

    @Test(.timeLimit(.minutes(1))) func `does not wait for another's answer`() async throws {
        try await OfflineNamecheap.run(
            certificates: 0, OfflineNamecheap.set(\.wire.latency, to: 600_000)
        ) { namecheap async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        // It is cancelled long before its answer comes.
                        _ = try? await namecheap.hear("namecheap.ssl.getList")
                    }
                }
                // All eight have been performed while none has been answered.
                var performed = 0
                while performed < 8 {
                    let journal = try await namecheap.control("GET", "journal").text
                    performed = journal.split(separator: "\"outcome\":\"OK\"").count - 1
                }
                group.cancelAll()
            }
        }
    }

    /// A server whose clients may take a second.
    private static func server(
        _ handler: @escaping HTTPServer.Handler
    ) async throws -> HTTPServer {
        let address = try #require(ListenAddress("127.0.0.1:0"))
        return try await HTTPServer.start(
            address, patience: .seconds(1), handler: handler)
    }
}
