import HTTP
import Testing
import Wording

@Suite struct `An address to send to` {
    @Test(arguments: [
        "http://192.0.2.1/xml.response", "http://api.example.test/", "http://128.0.0.1/",
        "http://127.0.0.1.example.test/", "http://localhost.example.test/", "ftp://127.0.0.1/",
        "file:///etc/passwd", "https://user:secret@127.0.0.1/", "", "no address",
        "http://127.0.0.1\n.example.test/", "http://[::2]/", "smtp://127.0.0.1/",
    ])
    func `is refused before anything is sent`(url: String) async throws {
        let error = await #expect(throws: HTTPError.self) {
            try await HTTPClient().send(HTTPRequest(url: url, form: []))
        }
        guard case .refusedURL = error else {
            Issue.record("\(url) gave \(String(describing: error))")
            return
        }
        #expect(error?.mayHaveArrived == false)
        #expect(error?.retry == .later)
        #expect(error?.explanation.contains("secret") == false)
    }

    @Test(arguments: [
        "http://127.0.0.1:1/", "http://127.9.9.9:1/", "http://localhost:1/", "http://[::1]:1/",
        "http://127.1:1/", "https://127.0.0.1:1/",
    ])
    func `is accepted where it is https or loopback`(url: String) async throws {
        let error = await #expect(throws: HTTPError.self) {
            try await HTTPClient().send(HTTPRequest(url: url))
        }
        guard case .cannotConnect = error else {
            Issue.record("\(url) gave \(String(describing: error))")
            return
        }
        #expect(error?.mayHaveArrived == false)
    }

    @Test func `is refused over a proxy elsewhere when it is plain http`() async throws {
        let client = HTTPClient(route: HTTPRoute(proxy: "http://192.0.2.1:3128"))
        let error = await #expect(throws: HTTPError.self) {
            try await client.send(HTTPRequest(url: "http://127.0.0.1:1/"))
        }
        guard case .refusedURL = error else {
            Issue.record("gave \(String(describing: error))")
            return
        }
    }

    @Test func `of a name that does not exist is said to be unknown`() async throws {
        let client = HTTPClient()
        let error = await #expect(throws: HTTPError.self) {
            try await client.send(HTTPRequest(url: "https://name.invalid/"))
        }
        #expect(error == .unknownHost(host: "name.invalid:443"))
        #expect(error?.mayHaveArrived == false)
    }
}
