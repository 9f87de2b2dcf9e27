import HTTP
import Testing

@Suite struct `The HTTP client` {
    @Test(arguments: Manner.allCases)
    func `posts a form with every awkward byte escaped and hands over the answer`(manner: Manner)
        async throws
    {
        let server = try HostileServer { connection, _ in
            connection.readRequest()
            connection.answer("<ok/>")
        }
        let form = [(name: "CSR", value: "a+b=c\nd e&é%"), (name: "Empty", value: "")]
        let response = try await manner.client().send(HTTPRequest(url: server.url(), form: form))
        #expect(response.status == 200)
        #expect(response.body == Array("<ok/>".utf8))
        #expect(response.contentType == "text/xml")
        #expect(response.elapsed > .zero)
        let request = try #require(server.requests.first)
        #expect(request.hasPrefix("POST /xml.response HTTP/1.1\r\n"))
        #expect(request.hasSuffix("\r\n\r\nCSR=a%2Bb%3Dc%0Ad%20e%26%C3%A9%25&Empty="))
    }

    @Test(arguments: Manner.allCases) func `gets without a form and posts an empty one`(
        manner: Manner
    ) async throws {
        let server = try HostileServer { connection, _ in
            connection.readRequest()
            connection.answer("")
        }
        let client = manner.client()
        #expect(try await client.send(HTTPRequest(url: server.url())).body.isEmpty)
        #expect(try await client.send(HTTPRequest(url: server.url(), form: [])).status == 200)
        #expect(server.requests.map { $0.prefix(4) } == ["GET ", "POST"])
    }

    @Test(arguments: Manner.allCases) func `uses one connection for requests that may be repeated`(
        manner: Manner
    ) async throws {
        let server = try HostileServer { connection, number in
            while connection.readRequest() { connection.answer("\(number)") }
        }
        let client = manner.client()
        for _ in 0..<3 {
            let response = try await client.send(HTTPRequest(url: server.url(), isRepeatable: true))
            #expect(response.body == Array("0".utf8))
        }
    }

    /// libcurl by itself repeats a request whose kept connection ends before the first byte.
    @Test(arguments: [true, false], Manner.allCases)
    func `never sends a request twice unless it may be repeated`(isRepeatable: Bool, manner: Manner)
        async throws
    {
        let server = try HostileServer { connection, number in
            connection.readRequest()
            if number == 0 { connection.answer("first") }
            if number == 0, connection.readRequest() { return }
            if number == 1, isRepeatable { connection.answer("again") }
        }
        let client = manner.client()
        _ = try await client.send(HTTPRequest(url: server.url(), isRepeatable: true))  // warms up
        let request = HTTPRequest(
            url: server.url(), form: [(name: "Command", value: "x")], isRepeatable: isRepeatable)
        if isRepeatable {
            #expect(try await client.send(request).body == Array("again".utf8))
            #expect(server.requests.count == 3)
        } else {
            let error = await #expect(throws: HTTPError.self) { try await client.send(request) }
            #expect(error?.mayHaveArrived == true)
            #expect(server.requests.count == 2)
        }
    }

    @Test(arguments: Manner.allCases) func `does not follow a redirect`(manner: Manner) async throws
    {
        let server = try HostileServer { connection, _ in
            connection.readRequest()
            connection.answer(
                "", head: "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/elsewhere")
        }
        let response = try await manner.client().send(HTTPRequest(url: server.url(), form: []))
        #expect(response.status == 302)
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [400, 405, 429, 500, 503], Manner.allCases)
    func `hands over an answer of any status`(status: Int, manner: Manner) async throws {
        let server = try HostileServer { connection, _ in
            connection.readRequest()
            connection.answer("<html>", head: "HTTP/1.1 \(status) Whatever")
        }
        let response = try await manner.client().send(HTTPRequest(url: server.url()))
        #expect(response.status == status)
        #expect(response.body == Array("<html>".utf8))
    }

    @Test(arguments: Manner.allCases) func `leaves through the proxy it is given`(manner: Manner)
        async throws
    {
        let proxy = try HostileServer { connection, _ in
            connection.readRequest()
            connection.answer("", head: "HTTP/1.1 403 Forbidden")
        }
        let client = manner.client(HTTPRoute(proxy: "http://127.0.0.1:\(proxy.port)"))
        let error = await #expect(throws: HTTPError.self) {
            try await client.send(HTTPRequest(url: "https://api.example.test/xml.response"))
        }
        #expect(proxy.requests.first?.hasPrefix("CONNECT api.example.test:443 ") == true)
        #expect(error?.happened.contains("api.example.test:443") == true)
    }

    @Test(arguments: Manner.allCases) func `leaves from the outgoing address it is given`(
        manner: Manner
    ) async throws {
        let client = manner.client(HTTPRoute(interface: "192.0.2.77"))
        let error = await #expect(throws: HTTPError.self) {
            try await client.send(HTTPRequest(url: "http://127.0.0.1:1/"))
        }
        guard case .cannotConnect = error else {
            Issue.record("an address that is not this machine's gave \(String(describing: error))")
            return
        }
    }
}
