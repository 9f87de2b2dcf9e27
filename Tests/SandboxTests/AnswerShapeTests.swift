import Testing

@testable import Sandbox

@Suite struct `Another shape of a right answer` {
    @Test func `is a reissue under the name of an activation`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            try await namecheap.cause(.reissueElementDocs)
            let (_, answer) = try await namecheap.reissue("S-00002", CustomerKey())
            #expect(answer.text.contains("<SSLActivateResult ID=\"2244044\" IsSuccess=\"true\">"))
            #expect(!answer.text.contains("SSLReissueResult"))
            let (_, second) = try await namecheap.reissue("S-00001", CustomerKey())
            #expect(second.text.contains("<SSLReissueResult ID=\"2244045\""))
        }
    }

    @Test(arguments: [("DNSDCValidation", "HostName"), ("HTTPDCValidation", "FileName")])
    func `is a token without the layer of names`(flag: String, child: String) async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            try await namecheap.cause(.noDnsLayer)
            let (_, answer) = try await namecheap.reissue(
                "S-00002", CustomerKey(), method: (flag, "true"))
            let block = flag == "HTTPDCValidation" ? "HttpDCValidation" : flag
            #expect(
                answer.text.contains(
                    "   <\(block) ValueAvailable=\"true\">\n    <\(child)><![CDATA["))
            #expect(!answer.text.contains("<DNS ") && !answer.text.contains("\"false\""))
        }
    }

    @Test func `is the block of the method that is not in use`() async throws {
        try await OfflineNamecheap.run(OfflineNamecheap.set(\.bothBlocks, to: true)) {
            namecheap async throws in
            let (_, answer) = try await namecheap.reissue("S-00002", CustomerKey())
            #expect(
                answer.text.contains(
                    "   <HttpDCValidation ValueAvailable=\"false\"/>\n"
                        + "   <DNSDCValidation ValueAvailable=\"true\">\n    <DNS domain="))
        }
    }

    @Test func `is a certificate that ends too soon`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let (_, answer) = try await namecheap.reissue("S-00002", CustomerKey())
            let id = try #require(answer.attribute("ID"))
            try await namecheap.publishAliases(of: answer)
            try await namecheap.cause(.shortTerm)
            #expect(try await namecheap.info(id).attribute("Expires") == "12/23/2026")
        }
    }
}
