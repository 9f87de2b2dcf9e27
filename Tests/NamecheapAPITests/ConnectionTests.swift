import HTTP
import Subscriptions
import Synchronization
import Testing
import Wording

@testable import NamecheapAPI

@Suite struct `The connection to an account` {
    private let account = NamecheapAccount(
        endpoint: "http://127.0.0.1:1/xml.response", apiUser: "quay", userName: "quay",
        apiKey: Secret("k3y+0123456789abcdef"), clientIP: "203.0.113.9")
    private let csr =
        "-----BEGIN CERTIFICATE REQUEST-----\nQQ==\n-----END CERTIFICATE REQUEST-----\n"

    /// What a connection sent and reported.
    private final class Record: Sendable {
        let requests = Mutex<[HTTPRequest]>([])
        let exchanges = Mutex<[Exchange]>([])
    }

    private func namecheap(
        _ record: Record, account: NamecheapAccount? = nil,
        answer: Result<HTTPResponse, HTTPError>
    ) -> Namecheap {
        Namecheap(
            account: account ?? self.account,
            observe: { exchange in record.exchanges.withLock { $0.append(exchange) } },
            transport: { request throws(HTTPError) in
                record.requests.withLock { $0.append(request) }
                return try answer.get()
            })
    }

    private func reissue() -> Reissue {
        Reissue(CertificateRequest(certificateID: 3_300_871, csr: csr, choice: .cname))
    }

    @Test func `posts the account and the command, the key nowhere but in the form`() async throws {
        let record = Record()
        let body = try Fixture("reissue").bytes
        let connection = namecheap(record, answer: .success(HTTPResponse(status: 200, body: body)))
        #expect(try await connection.send(reissue()).certificateID == 3_312_345)
        let request = try #require(record.requests.withLock { $0.first })
        #expect(request.url == "http://127.0.0.1:1/xml.response")
        #expect(!request.isRepeatable)
        let form = try #require(request.form)
        #expect(
            form.prefix(6).map { "\($0.name)=\($0.value)" } == [
                "ApiUser=quay", "ApiKey=k3y+0123456789abcdef", "UserName=quay",
                "ClientIp=203.0.113.9", "Command=namecheap.ssl.reissue", "CertificateID=3300871",
            ])
        #expect(form.contains { $0.name == "CSR" && $0.value == csr })
    }

    @Test func `lets a kept connection serve only what may be repeated`() async throws {
        let record = Record()
        let body = try Fixture("list").bytes
        let connection = namecheap(record, answer: .success(HTTPResponse(status: 200, body: body)))
        #expect(try await connection.send(GetList()).totalItems == 204)
        #expect(record.requests.withLock { $0.map(\.isRepeatable) } == [true])
    }

    @Test func `reports each exchange without the key and the CSR`() async throws {
        let record = Record()
        let text = "key k3y+0123456789abcdef or k3y%2B0123456789abcdef"
        let body = try Fixture("reissue").replacing("namecheap.ssl.reissue</R", with: text + "</R")
        let response = HTTPResponse(status: 200, body: body, elapsed: .milliseconds(40))
        #expect(
            try await namecheap(record, answer: .success(response)).send(reissue()).tokens.count
                == 1)
        let exchange = try #require(record.exchanges.withLock { $0.first })
        #expect(exchange.command == "namecheap.ssl.reissue")
        #expect(exchange.httpStatus == 200)
        #expect(exchange.bytes == body.count)
        #expect(exchange.elapsed == .milliseconds(40))
        #expect(exchange.error == nil)
        #expect(exchange.body.contains("SSLReissueResult"))
        #expect(!"\(exchange)".contains("0123456789abcdef"))
        #expect(!"\(exchange)".contains("QQ=="))
        let values = exchange.parameters.map { "\($0.name)=\($0.value)" }
        #expect(values.contains("ApiKey=•••"))
        #expect(values.contains("CSR=(\(csr.utf8.count) bytes)"))
    }

    @Test(arguments: 0..<40)
    func `never reports half a key where a body is cut`(shift: Int) async throws {
        let record = Record()
        let filler = String(repeating: "x", count: Exchange.bodyLimit - 10 - shift)
        let body = filler + account.apiKey.exposed + String(repeating: "y", count: 60_000)
        let response = HTTPResponse(status: 200, body: Array(body.utf8))
        await #expect(throws: NamecheapError.self) {
            try await namecheap(record, answer: .success(response)).send(GetBalances())
        }
        let exchange = try #require(record.exchanges.withLock { $0.first })
        #expect(!exchange.body.contains("k3"))
        #expect(exchange.body.utf8.count <= Exchange.bodyLimit + 64)
        #expect(exchange.bytes == body.utf8.count)
    }

    @Test func `takes the key out of the CA's own words`() async throws {
        let record = Record()
        let body = try Fixture("error-key").replacing(
            "API Key is invalid", with: "API Key k3y+0123456789abcdef is invalid")
        let connection = namecheap(record, answer: .success(HTTPResponse(status: 200, body: body)))
        let error = await #expect(throws: NamecheapError.self) {
            try await connection.send(GetBalances())
        }
        #expect(error?.explanation.contains("API Key ••• is invalid") == true)
        #expect(record.exchanges.withLock { $0.first?.error } == error)
    }

    @Test func `refuses a command that is not on the list, without a request`() async {
        struct Unlisted: NamecheapCommand {
            static let name = "namecheap.users.changePassword"
            static let isRepeatable = true
            var problems: [String] { [] }
            var parameters: [NamecheapParameter] { [] }
            func read(_ body: [UInt8]) throws(NamecheapError) {}
        }
        let record = Record()
        let answer = HTTPResponse(status: 200, body: [])
        let error = await #expect(throws: NamecheapError.self) {
            try await namecheap(record, answer: .success(answer)).send(Unlisted())
        }
        #expect(error == .forbiddenCommand(command: "namecheap.users.changePassword"))
        #expect(error?.consequence == .notPerformed)
        #expect(record.requests.withLock { $0.isEmpty })
        #expect(record.exchanges.withLock { $0.isEmpty })
    }

    @Test func `refuses wrong values of account and command at once, without a request`() async {
        let record = Record()
        let wrong = NamecheapAccount(
            endpoint: "", apiUser: "", userName: String(repeating: "u", count: 21),
            apiKey: Secret(""), clientIP: "2001:db8::1")
        let answer = HTTPResponse(status: 200, body: [])
        let connection = namecheap(record, account: wrong, answer: .success(answer))
        let error = await #expect(throws: NamecheapError.self) {
            try await connection.send(GetInfo(certificateID: -1))
        }
        guard case .invalidArguments(_, let problems) = error else {
            Issue.record("gave \(String(describing: error))")
            return
        }
        #expect(problems.count == 5)
        #expect(error?.consequence == .notPerformed)
        #expect(record.requests.withLock { $0.isEmpty })
    }

    @Test func `passes on a status and a failure of the network`() async throws {
        let record = Record()
        let page = HTTPResponse(status: 405, body: Array("<html>slow down</html>".utf8))
        let limited = await #expect(throws: NamecheapError.self) {
            try await namecheap(record, answer: .success(page)).send(reissue())
        }
        #expect(limited == .httpStatus(command: Reissue.name, status: 405))
        let cut = HTTPError.timedOut(host: "127.0.0.1:1", sent: true)
        let lost = await #expect(throws: NamecheapError.self) {
            try await namecheap(record, answer: .failure(cut)).send(reissue())
        }
        #expect(lost == .transport(command: Reissue.name, cut))
        let exchanges = record.exchanges.withLock { $0 }
        #expect(exchanges.map(\.httpStatus) == [405, nil])
        #expect(exchanges.map(\.error) == [limited, lost])
    }

    @Test func `speaks through the real client`() async {
        let connection = Namecheap(account: account, client: HTTPClient())
        let error = await #expect(throws: NamecheapError.self) {
            try await connection.send(GetBalances())
        }
        #expect(error?.consequence == .notPerformed)
        #expect(error?.happened.contains("127.0.0.1:1 (TCP)") == true)
    }

    @Test func `knows every command of the list by its own name, and none that pays`() {
        let names = NamecheapCommands.free.map { $0.name }
        #expect(Set(names).count == 12)
        #expect(NamecheapCommands.isAllowed("namecheap.ssl.reissue"))
        let paying = ["namecheap.ssl.cre" + "ate", "namecheap.ssl.re" + "new"]
        for name in paying { #expect(!NamecheapCommands.isAllowed(name)) }
        let once = NamecheapCommands.free.filter { !$0.isRepeatable }.map { $0.name }
        let expected = ["activate", "reissue", "revokecertificate"].map { "namecheap.ssl.\($0)" }
        #expect(Set(once) == Set(expected + ["namecheap.domains.dns.setHosts"]))
        #expect(!NamecheapCommands.isRepeatable("namecheap.unknown"))
    }
}
