import HTTP
import Synchronization
import Testing

/// How many connections a server serves at the same moment, at most.
private final class Crowd: Sendable {
    private let counts = Mutex((now: 0, most: 0))

    var most: Int { counts.withLock { $0.most } }

    func come() {
        counts.withLock {
            $0.now += 1
            $0.most = max($0.most, $0.now)
        }
    }

    func go() { counts.withLock { $0.now -= 1 } }
}

@Suite(.timeLimit(.minutes(1))) struct `Several requests at once` {
    /// A server that answers each request after a tenth of a second with what it was sent.
    private func slowServer(_ crowd: Crowd) throws -> HostileServer {
        try HostileServer { connection, _ in
            while let text = connection.readText() {
                crowd.come()
                connection.pause()
                crowd.go()
                connection.answer(String(text.suffix(3)))
            }
        }
    }

    @Test(arguments: [1, 3, 8])
    func `are as many as allowed, and each gets its own answer`(limit: Int) async throws {
        let crowd = Crowd()
        let server = try slowServer(crowd)
        let client = HTTPClient(atOnce: limit)
        let answers = try await withThrowingTaskGroup(of: (String, String).self) { group in
            for number in 100..<116 {
                group.addTask {
                    let request = HTTPRequest(
                        url: server.url(), form: [(name: "n", value: "\(number)")],
                        isRepeatable: number.isMultiple(of: 2))
                    let body = try await client.send(request).body
                    return ("\(number)", String(decoding: body, as: UTF8.self))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 16)
        #expect(answers.allSatisfy { $0.0 == $0.1 })
        #expect(crowd.most <= limit)
        #expect(crowd.most > 1 || limit == 1)
        #expect(server.requests.count == 16)
    }

    @Test func `keep connections for what may be repeated`() async throws {
        let connections = Crowd()
        let server = try HostileServer { connection, _ in
            connections.come()
            while connection.readRequest() { connection.answer("x") }
        }
        let client = HTTPClient(atOnce: 2)
        for _ in 0..<5 {
            _ = try await client.send(HTTPRequest(url: server.url(), isRepeatable: true))  // "x"
        }
        #expect(connections.most == 1)
    }

    @Test func `end one by one when their tasks are cancelled`() async throws {
        let server = try HostileServer { connection, _ in
            guard let text = connection.readText() else { return }
            if text.hasSuffix("stay") { connection.answer("here") } else { connection.stall() }
        }
        let client = HTTPClient(atOnce: 2)
        func hang() -> Task<Result<HTTPResponse, any Error>, Never> {
            Task { await Result { try await client.send(form(server, "hang")) } }
        }
        let hanging = [hang(), hang()]
        while server.requests.count < 2 { await Task.yield() }
        // Cancelled first: a place that another one leaves would be its own.
        let waiting = hang()
        waiting.cancel()
        var arrived: [Bool] = []
        for task in [waiting] + hanging {
            task.cancel()
            guard case .failure(let error as HTTPError) = await task.value,
                case .cancelled(_, let sent) = error
            else {
                Issue.record("a cancelled request had an answer")
                return
            }
            #expect(error.mayHaveArrived == sent)
            arrived.append(sent)
        }
        // The third never left: two are the limit.
        #expect(arrived == [false, true, true])
        #expect(try await client.send(form(server, "stay")).body == Array("here".utf8))
    }

    @Test func `are refused before they begin when the task is cancelled already`() async throws {
        let server = try HostileServer { connection, _ in connection.readRequest() }
        let client = HTTPClient(atOnce: 2)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await Result { try await client.send(form(server, "late")) }
        }
        task.cancel()
        guard case .failure(let error as HTTPError) = await task.value else {
            Issue.record("a request of a cancelled task had an answer")
            return
        }
        #expect(error == .cancelled(host: "127.0.0.1:\(server.port)", sent: false))
        #expect(server.requests.isEmpty)
    }
}

private func form(_ server: HostileServer, _ word: String) -> HTTPRequest {
    HTTPRequest(url: server.url(), form: [(name: "word", value: word)])
}

extension Result where Failure == any Error {
    /// What the body comes to.
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
