import Testing

@testable import Sandbox

@Suite struct `A body in parts` {
    private static func part(_ header: String, _ value: String) -> String {
        "--b\r\n\(header)\r\n\r\n\(value)\r\n"
    }

    private static let name = "Content-Disposition: form-data; name=\"CSR\""

    @Test(arguments: [
        (part(name, "x") + "--b--", "x"), (part(name, "") + "--b--\r\n", ""),
        (part(name, "a\r\nb\n--b\n") + "--b--and more", "a\r\nb\n--b\n"),
        (part("content-disposition:form-data;name=CSR", "x") + "--b--", "x"),
        (part("\(name)\r\nContent-Type: text/plain; charset=utf-8", "é") + "--b--", "é"),
        (part("Content-Transfer-Encoding: 8bit\r\n\(name)", "x") + "--b--", "x"),
    ])
    func `is read`(body: String, value: String) throws {
        let fields = try Multipart(Array(body.utf8), boundary: "b").fields
        #expect(fields.map(\.name) == ["CSR"])
        #expect(fields.map(\.value) == [value])
    }

    @Test func `may hold nothing`() throws {
        #expect(try Multipart(Array("--b--\r\n".utf8), boundary: "b").fields.isEmpty)
    }

    @Test(arguments: [
        "", "--b", "--b\r\n", "x--b--", part(name, "x"), part(name, "x") + "--c--",
        part(name, "x").replacing("\r\n", with: "\n") + "--b--",
        part("\(name); filename=\"x.csr\"", "x") + "--b--",
        part("Content-Disposition: attachment; name=\"CSR\"", "x") + "--b--",
        part("Content-Disposition: form-data", "x") + "--b--",
        part("Content-Disposition: form-data; name=\"CSR", "x") + "--b--",
        part("Content-Type: text/plain", "x") + "--b--",
        part("\(name)\r\n\(name)", "x") + "--b--", part("no colon", "x") + "--b--",
        part("\(name)\r\nContent-Transfer-Encoding: base64", "eA==") + "--b--",
        part("\(name)\r\nX: \(String(repeating: "x", count: 1000))", "x") + "--b--",
        part(String(repeating: "X: y\r\n", count: 9) + name, "x") + "--b--",
        String(repeating: part(name, ""), count: 2001) + "--b--",
    ])
    func `that is broken is refused`(body: String) {
        let error = #expect(throws: SandboxError.self) {
            try Multipart(Array(body.utf8), boundary: "b")
        }
        guard case .body(400, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test(arguments: ["", "b ", "b\r\nc", "bé", String(repeating: "b", count: 71), "b\"c"])
    func `has a boundary of the standard`(boundary: String) {
        #expect(throws: SandboxError.self) {
            try Multipart(Array("--\(boundary)--".utf8), boundary: boundary)
        }
    }

    @Test(arguments: [
        ("Form-Data; Name=\"a;\\\"b\"; x=y", ["name": "a;\"b", "x": "y"]), ("form-data", [:]),
    ])
    func `has headers with parameters`(text: String, parameters: [String: String]) {
        #expect(HeaderValue(text)?.value == "form-data")
        #expect(HeaderValue(text)?.parameters == parameters)
    }

    @Test(arguments: ["a b", "a; b", "a; b=", "a; =b", "a;; b=c", "a; b=c d", "a; b=\"c\\"])
    func `has no headers of another form`(text: String) {
        #expect(HeaderValue(text) == nil)
    }
}
