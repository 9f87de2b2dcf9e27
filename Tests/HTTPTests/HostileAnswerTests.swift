import HTTP
import Testing
import Wording

@Suite struct `A hostile server` {
    @Test(arguments: Manner.allCases) func `that trickles is left after the slow limit`(
        manner: Manner
    ) async throws {
        let server = try HostileServer { connection, _ in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            for _ in 0..<2_000 where connection.send("x") { connection.pause() }
        }
        let clock = ContinuousClock()
        let start = clock.now
        var request = HTTPRequest(url: server.url(), form: [])
        request.slowLimit = .milliseconds(500)
        #expect(
            try await failure(of: request, manner) == .tooSlow(host: "127.0.0.1:\(server.port)"))
        #expect(clock.now - start < .seconds(60))
    }

    @Test(arguments: Manner.allCases) func `that thinks before its first byte is not called slow`(
        manner: Manner
    ) async throws {
        let server = try HostileServer { connection, _ in
            connection.readRequest()
            for _ in 0..<12 { connection.pause() }
            connection.answer("done")
        }
        var request = HTTPRequest(url: server.url(), form: [])
        request.slowLimit = .milliseconds(200)
        #expect(try await manner.client().send(request).body == Array("done".utf8))
    }

    @Test(arguments: Manner.allCases)
    func `that never answers is left at the time limit, the request on its way`(manner: Manner)
        async throws
    {
        let server = try HostileServer { connection, _ in connection.stall() }
        var request = HTTPRequest(url: server.url(), form: [(name: "ApiKey", value: "s3cret")])
        request.timeLimit = .milliseconds(300)
        let error = try await failure(of: request, manner)
        #expect(error == .timedOut(host: "127.0.0.1:\(server.port)", sent: true))
        #expect(error.mayHaveArrived)
        #expect(!error.explanation.contains("s3cret"))
    }

    @Test(arguments: Manner.allCases)
    func `that never ends the TLS handshake cannot have the request`(manner: Manner) async throws {
        let server = try HostileServer { connection, _ in connection.stall() }
        var request = HTTPRequest(url: server.url("https"), form: [])
        request.timeLimit = .milliseconds(300)
        let error = try await failure(of: request, manner)
        #expect(error == .timedOut(host: "127.0.0.1:\(server.port)", sent: false))
        #expect(!error.mayHaveArrived)
    }

    @Test(arguments: Manner.allCases) func `that speaks no TLS is said to do so`(manner: Manner)
        async throws
    {
        let server = try HostileServer { connection, _ in
            connection.answer("plain")
            connection.stall()
        }
        let error = try await failure(of: HTTPRequest(url: server.url("https"), form: []), manner)
        guard case .tls = error else {
            Issue.record("gave \(error)")
            return
        }
        #expect(!error.mayHaveArrived)
    }

    @Test(arguments: Manner.allCases)
    func `with fifty megabytes is cut at the limit, length announced or not`(manner: Manner)
        async throws
    {
        let piece = String(repeating: "x", count: 1_048_576)
        let server = try HostileServer { connection, number in
            connection.readRequest()
            let length = number == 0 ? "Content-Length: 52428800\r\n" : ""
            connection.send("HTTP/1.1 200 OK\r\n\(length)\r\n")
            for _ in 0..<50 where connection.send(piece) {}
        }
        for _ in 0..<2 {
            let error = try await failure(of: HTTPRequest(url: server.url()), manner)
            #expect(error == .tooLarge(host: "127.0.0.1:\(server.port)", limit: 8_388_608))
        }
    }

    @Test(arguments: Manner.allCases) func `with endless headers is cut`(manner: Manner)
        async throws
    {
        let line = "X-Filler: " + String(repeating: "y", count: 1_000) + "\r\n"
        let server = try HostileServer { connection, _ in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\n")
            for _ in 0..<10_000 where connection.send(line) {}
        }
        let error = try await failure(of: HTTPRequest(url: server.url()), manner)
        guard case .tooLarge = error else {
            Issue.record("gave \(error)")
            return
        }
    }

    @Test(
        arguments: [
            "", "HTTP/1.1 200 OK\r\nContent-Le",
            "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive!",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfive!\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "SSH-2.0-OpenSSH\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: minus one\r\n\r\n",
        ], Manner.allCases)
    func `that cuts or garbles its answer may have the request`(answer: String, manner: Manner)
        async throws
    {
        let server = try HostileServer { connection, _ in
            connection.readRequest()
            connection.send(answer)
        }
        let error = try await failure(of: HTTPRequest(url: server.url(), form: []), manner)
        #expect(error.mayHaveArrived)
        #expect(error.retry == .later)
        #expect(server.requests.count == 1)
    }

    @Test(arguments: Manner.allCases)
    func `that sends more than it announced adds nothing to the body`(manner: Manner) async throws {
        let server = try HostileServer { connection, _ in
            connection.readRequest()
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<ok/><evil/>")
        }
        let response = try await manner.client().send(HTTPRequest(url: server.url()))
        #expect(response.body == Array("<ok/>".utf8))
    }

    @Test(arguments: Manner.allCases) func `leaves the client fit for the next request`(
        manner: Manner
    ) async throws {
        let server = try HostileServer { connection, number in
            connection.readRequest()
            if number > 0 { connection.answer("fine") }
        }
        let client = manner.client()
        await #expect(throws: HTTPError.self) {
            try await client.send(HTTPRequest(url: server.url()))
        }
        let response = try await client.send(HTTPRequest(url: server.url()))
        #expect(response.body == Array("fine".utf8))
    }

    private func failure(of request: HTTPRequest, _ manner: Manner) async throws -> HTTPError {
        try #require(
            await #expect(throws: HTTPError.self) { try await manner.client().send(request) })
    }
}
