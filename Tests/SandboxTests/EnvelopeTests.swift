import Testing

@testable import Sandbox

@Suite struct `The answers` {
    @Test func `of the general back end have its layout`() async throws {
        try await OfflineNamecheap.run(certificates: 1) { namecheap async throws in
            let answer = try await namecheap.call("namecheap.users.getBalances")
            #expect(
                answer.text.hasPrefix(
                    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<ApiResponse Status=\"OK\" "
                        + "xmlns=\"http://api.namecheap.com/xml.response\">\r\n  <Errors />\r\n"
                        + "  <Warnings />\r\n  <RequestedCommand>namecheap.users.getbalances<"))
            #expect(answer.text.contains("<CommandResponse Type=\"namecheap.users.getBalances\">"))
            #expect(answer.attribute("AvailableBalance") == "500.00")
        }
    }

    @Test func `of the certificate back end echo the command as typed`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let answer = try await namecheap.call("NAMECHEAP.ssl.getlist")
            #expect(
                answer.text.hasPrefix(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ApiResponse Status=\"OK\" "
                        + "xmlns=\"http://api.namecheap.com/xml.response\">\n <Errors/>\n"
                        + " <Warnings/>\n <RequestedCommand>NAMECHEAP.ssl.getlist<"))
            #expect(answer.text.contains("<CommandResponse Type=\"NAMECHEAP.ssl.getlist\">"))
            #expect(answer.text.contains("  <SSLListResult/>\n"))
            #expect(answer.elements("TotalItems") == ["0"])
        }
    }

    @Test(arguments: [
        ("namecheap.ssl.getInfo", "2011294", "<SSLGetInfoResult Years=\"0\" OrderId=\"0\""),
        ("namecheap.ssl.reissue", "4011294", "<SSLReissueResult ID=\"0\" IsSuccess=\"false\"/>"),
        ("namecheap.ssl.activate", "4011294", "<SSLActivateResult ID=\"0\" IsSuccess=\"false\"/>"),
        ("namecheap.ssl.resendApproverEmail", "2011294", "<SSLResendApproverEmailResult ID=\"0\""),
        ("namecheap.ssl.editDCVMethod", "2011294", "<SSLEditDCVMethodResult ID=\"0\""),
    ])
    func `to a refused command hold a stub`(
        command: String, number: String, stub: String
    ) async throws {
        try await OfflineNamecheap.run(certificates: 1) { namecheap async throws in
            let answer = try await namecheap.call(command, [("CertificateID", "12")])
            #expect(answer.status == 200)
            #expect(answer.error == number)
            #expect(answer.text.contains(stub))
            #expect(answer.text.contains("Status=\"ERROR\""))
        }
    }

    @Test func `are the same for a query and for a form, in any case`() async throws {
        try await OfflineNamecheap.run(certificates: 3) { namecheap async throws in
            let fields = [
                ("apiuser", "demo"), ("APIKEY", "demo-key"), ("Username", "demo"),
                ("ClientIP", "192.0.2.1"), ("command", "namecheap.SSL.getinfo"),
                ("certificateid", "2244001"),
            ]
            let query = try await namecheap.send(fields, method: "GET")
            let form = try await namecheap.send(fields, method: "POST")
            #expect(query.attribute("Status") == "OK")
            #expect(query.elements("CSR") == form.elements("CSR"))
            #expect(try #require(query.elements("CommonName").first).hasSuffix(".test"))
        }
    }

    @Test(arguments: [
        (0, "1010101"), (1, "1010102"), (2, "1019103"), (3, "1010105"), (4, "1010104"),
    ])
    func `to an incomplete call name what is missing, without a command`(
        missing: Int, number: String
    ) async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            var fields = [
                ("ApiUser", "demo"), ("ApiKey", "demo-key"), ("UserName", "demo"),
                ("ClientIp", "192.0.2.1"), ("Command", "namecheap.ssl.getList"),
            ]
            fields.remove(at: missing)
            let answer = try await namecheap.send(fields)
            #expect(answer.error == number)
            #expect(!answer.text.contains("CommandResponse"))
            #expect(answer.text.contains("  <RequestedCommand />\r\n"))
        }
    }

    @Test(arguments: [
        ("ApiKey", "wrong", "1011102"), ("ClientIp", "::1", "1011105"),
        ("UserName", "other", "1019103"), ("Command", "namecheap.ssl.collect", "4"),
    ])
    func `to a wrong caller refuse`(field: String, value: String, number: String) async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            var fields = [
                "ApiUser": "demo", "ApiKey": "demo-key", "UserName": "demo",
                "ClientIp": "192.0.2.1", "Command": "namecheap.ssl.getList",
            ]
            fields[field] = value
            let answer = try await namecheap.send(fields.map { ($0.key, $0.value) })
            #expect(answer.error == number)
        }
    }

    @Test func `refuse undocumented and repeated parameters only when strict`() async throws {
        try await OfflineNamecheap.run(certificates: 1) { namecheap async throws in
            let extra = [("CertificateID", "2244001"), ("Years", "1")]
            let answer = try await namecheap.call("namecheap.ssl.getInfo", extra)
            #expect(answer.status == 400)
            #expect(answer.text.contains("parameter Years of namecheap.ssl.getInfo"))
            let twice = [("Page", "1"), ("page", "2")]
            #expect(try await namecheap.call("namecheap.ssl.getList", twice).status == 400)
        }
        try await OfflineNamecheap.run(certificates: 1, OfflineNamecheap.set(\.strict, to: false)) {
            namecheap async throws in
            let extra = [("CertificateID", "2244001"), ("Years", "1")]
            let answer = try await namecheap.call("namecheap.ssl.getInfo", extra)
            #expect(answer.attribute("Status") == "OK")
        }
    }

    @Test func `escape everything XML gives a meaning`() {
        var text = ""
        Layout.certificates.write(
            Element(
                "a", [("b", "<\"&'>\n\u{1}")],
                [Element("c", text: "x<&>"), Element("d", characterData: "1]]>2")]),
            depth: 0, to: &text)
        #expect(
            text == """
                <a b="&lt;&quot;&amp;&apos;&gt;&#10;?">
                 <c>x&lt;&amp;&gt;</c>
                 <d><![CDATA[1]]]]><![CDATA[>2]]></d>
                </a>

                """)
    }

    @Test func `come from one path and end at a size`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let url = namecheap.running.apiURL
            let wrong = try await RawClient.exchange(url + "x", method: "GET", body: "")
            #expect(wrong.status == 404)
            let long = String(repeating: "a", count: 1_100_000)
            #expect(try await RawClient.exchange(url, method: "POST", body: long).status == 413)
        }
    }
}
