import Foundation
import Testing

@testable import Sandbox

@Suite struct `The page for people` {
    @Test func `shows account, clock, certificates and requests`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            #expect(try await namecheap.state("2244002") == "active")
            let page = try await namecheap.page("GET", "/")
            #expect(page.status == 200)
            for part in [
                "2026-11-23T09:00:00Z", "standing", namecheap.running.apiURL, "500.00 USD",
                "<td>2244002</td>", "CertificateID=2244002", "status=purchaseerror",
            ] {
                #expect(page.body.contains(part), "\(part)")
            }
            #expect(!page.body.contains("demo-key"))
        }
    }

    @Test func `finds rows by host and status`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let found = try await namecheap.page("GET", "/?host=API-2.&status=active")
            #expect(found.body.contains("1 of 1 rows"))
            let none = try await namecheap.page("GET", "/?host=nowhere")
            #expect(none.body.contains("0 of 0 rows"))
        }
    }

    @Test func `moves the clock by its buttons and goes back to itself`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let moved = try await namecheap.page("POST", "/", body: "clock=%2B1d")
            #expect(moved.status == 303)
            let clock = try await namecheap.control("GET", "clock").text
            #expect(clock.contains("2026-11-24T09:00:00Z"))
            let wrong = try await namecheap.page("POST", "/", body: "clock=%3Cb%3Esoon")
            #expect(wrong.status == 200 && wrong.body.contains("The clock understands"))
        }
    }

    @Test func `shows what a client sends as text, never as part of the page`() async throws {
        try await OfflineNamecheap.run(certificates: 5, OfflineNamecheap.set(\.strict, to: false)) {
            namecheap async throws in
            _ = try await namecheap.call(  // Only its trace in the page matters.
                "namecheap.ssl.getList", [("SearchTerm", "<script>alert(1)</script>\"'")])
            let page = try await namecheap.page("GET", "/?host=%22%3E%3Cscript%3E")
            #expect(!page.body.contains("<script>"))
            #expect(page.body.contains("&lt;script&gt;alert(1)"))
        }
    }

    @Test(arguments: [
        ("Host: sandbox.example\r\n", 403), ("Host: 127.0.0.1.example:1\r\n", 403),
        ("Host: 127.0.0.1\r\nOrigin: https://else.example\r\n", 403),
        ("Host: 127.0.0.1\r\nOrigin: null\r\n", 403),
        ("Host: localhost:80\r\nOrigin: http://localhost:80\r\n", 200), ("Host: [::1]:1\r\n", 200),
    ])
    func `and the control answer no other site`(headers: String, status: Int) async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let answer = try await RawClient.exchange(
                namecheap.running.controlURL + "/clock", method: "GET", body: "",
                headers: headers)
            #expect(answer.status == status)
        }
    }
}

extension OfflineNamecheap {
    /// Asks for the page, or presses one of its buttons.
    func page(
        _ method: String, _ path: String, body: String = ""
    ) async throws -> (status: Int, body: String) {
        let base = running.controlURL.replacingOccurrences(of: "/control", with: "")
        return try await RawClient.exchange(base + path, method: method, body: body)
    }
}
