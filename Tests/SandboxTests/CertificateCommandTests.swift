import Foundation
import Testing

@testable import Sandbox

@Suite struct `The commands of certificates` {
    @Test func `revoke a superseded one, once`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let fields = [
                ("CertificateID", StartUpRow.replaced), ("CertificateType", "standard ssl"),
            ]
            let answer = try await namecheap.call("namecheap.ssl.revokeCertificate", fields)
            #expect(
                answer.text.contains("<RevokeCertificateResult IsSuccess=\"true\" ID=\"2244001\"/>")
            )
            let row = try await namecheap.row(StartUpRow.replaced)
            #expect(row["status"] as? String == "cancelled")
            #expect(row["revoked"] as? String == "2026-11-23T09:00:00Z")
            let again = try await namecheap.call("namecheap.ssl.revokecertificate", fields)
            #expect(again.error == "4011331")
            #expect(
                again.text.contains("<RevokeCertificateResult ID=\"2244001\" IsSuccess=\"false\"/>")
            )
        }
    }

    @Test func `parse a request, sent by POST`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let file = namecheap.folder + "/request.pem"
            let made = try OpenSSL.run([
                "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "/dev/null", "-out",
                file,
                "-subj",
                "/C=DE/ST=Hamburg/L=Harburg/O=Harbour Demo GmbH/OU=IT/CN=shop.harbour-demo.test"
                    + "/emailAddress=it@harbour-demo.test",
                "-addext", "subjectAltName=DNS:shop.harbour-demo.test,DNS:b.harbour-demo.test",
            ])
            #expect(made.status == 0)
            let fields = [("csr", try String(contentsOfFile: file, encoding: .utf8))]
            let answer = try await namecheap.call("namecheap.ssl.parseCSR", fields)
            for (element, value) in [
                ("CommonName", "shop.harbour-demo.test"), ("Country", "DE"),
                ("State", "Hamburg"), ("Locality", "Harburg"), ("OrganisationUnit", "IT"),
                ("Organisation", "Harbour Demo GmbH"), ("Email", "it@harbour-demo.test"),
                ("ValidTrueDomain", "true"),
                ("DNSNames", "shop.harbour-demo.test,b.harbour-demo.test"),
            ] { #expect(answer.elements(element) == [value], "\(element)") }
            // Strict, as all tests here are: without it a query is answered like a form.
            let query = try await namecheap.call(
                "namecheap.ssl.parseCSR", [("csr", "x")], method: "GET")
            #expect(query.status == 400 && query.text.contains("documented for POST alone"))
        }
    }

    @Test func `list the five mailboxes of a name and of each parent`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let answer = try await namecheap.call(
                "namecheap.ssl.getApproverEmailList",
                [
                    ("DomainName", "*.shop.harbour-demo.test"),
                    ("CertificateType", "OV Wildcard SSL"),
                ])
            #expect(
                answer.text.contains("   <Domainemails/>\n   <Genericemails>\n    <email>admin@"))
            let mails = answer.elements("email")
            #expect(mails.count == 10 && mails.last == "webmaster@harbour-demo.test")
            #expect(mails.first == "admin@shop.harbour-demo.test")
        }
    }

    @Test func `send the issued files again, from the general back end`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let answer = try await namecheap.call(
                "namecheap.ssl.resendFulfillmentEmail", [("CertificateID", StartUpRow.active)])
            #expect(
                answer.text.contains(
                    "    <SSLResendFulfillmentEmailResult ID=\"2244003\" IsSuccess=\"true\" />\r\n")
            )
        }
    }

    @Test func `hand out a certificate as PKCS7 that openssl reads`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let answer = try await namecheap.call(
                "namecheap.ssl.getInfo",
                [
                    ("CertificateID", StartUpRow.active), ("Returncertificate", "true"),
                    ("Returntype", "PKCS7"),
                ])
            #expect(answer.attribute("ReturnType") == "PKCS7")
            #expect(!answer.text.contains("CaCertificates"))
            let file = namecheap.folder + "/bundle.p7b"
            try #require(answer.elements("Certificate").first)
                .write(toFile: file, atomically: true, encoding: .utf8)
            let printed = try OpenSSL.run(["pkcs7", "-in", file, "-print_certs"])
            #expect(printed.status == 0)
            let leaf = try await namecheap.certificate(StartUpRow.active)
            for pem in [leaf.pem, leaf.chain] { #expect(printed.text.contains(pem)) }
            #expect(printed.text.components(separatedBy: "BEGIN CERTIFICATE").count == 3)
        }
    }

    @Test(arguments: [
        (StartUpRow.active, "false"), (StartUpRow.waiting, "true"), (StartUpRow.active, ""),
    ])
    func `keep a certificate that is not asked for or not issued`(
        id: String, flag: String
    ) async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let answer = try await namecheap.call(
                "namecheap.ssl.getInfo",
                [("CertificateID", id), ("Returncertificate", flag), ("Returntype", "PKCS7")])
            #expect(answer.text.contains("<Certificates CertificateReturned=\"false\"/>"))
        }
    }

    @Test func `show until when an order must be activated, and keep to it`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let set = try await namecheap.control(
                "POST", "deadline", [("id", StartUpRow.newPurchase), ("date", "2026-12-01")])
            #expect(set.status == 200)
            let info = try await namecheap.info(StartUpRow.newPurchase)
            #expect(info.attribute("ActivationExpireDate") == "12/1/2026")
            let list = try await namecheap.call(
                "namecheap.ssl.getList", [("ListType", "NewPurchase")])
            #expect(list.attribute("ActivationExpireDate") == "12/01/2026")
            let request = try CustomerKey().request(["new-demo.test"])
            #expect(try await namecheap.control("POST", "clock", body: "2026-12-02").status == 200)
            let late = try await namecheap.submit(
                "namecheap.ssl.activate", StartUpRow.newPurchase, request)
            #expect(late.error == "4020294")
            #expect(try await namecheap.control("POST", "clock", body: "2026-12-01").status == 200)
            let early = try await namecheap.submit(
                "namecheap.ssl.activate", StartUpRow.newPurchase, request)
            #expect(early.attribute("IsSuccess") == "true")
            let wrong = try await namecheap.control("POST", "deadline", [("id", "1")])
            #expect(wrong.status == 400)
        }
    }

    @Test func `change the method of each name of several`() async throws {
        try await OfflineNamecheap.run { namecheap async throws in
            let names = StartUpRow.severalNames
            let reissued = try await namecheap.submit(
                "namecheap.ssl.reissue", StartUpRow.several, CustomerKey().request(names),
                [("DNSNames", names.dropFirst().joined(separator: ","))])
            let id = try #require(reissued.attribute("ID"))
            let answer = try await namecheap.call(
                "namecheap.ssl.editDCVMethod",
                [
                    ("CertificateID", id), ("DNSNames", "\(names[1]), \(names[2])"),
                    ("DCVMethods", "HTTP_CSR_HASH, admin@\(names[2])"),
                ])
            #expect(
                answer.text.contains(
                    """
                      <Domains Name="\(names[1])" IsSuccess="true" DCVMethodSet="HTTP_CSR_HASH"/>
                       <Domains Name="\(names[2])" IsSuccess="true" \
                    DCVMethodSet="admin@\(names[2])"/>

                    """))
            #expect(answer.text.contains("<HttpDCValidation ValueAvailable=\"true\">"))
            #expect(answer.text.contains("<DNSDCValidation ValueAvailable=\"true\">"))
        }
    }
}
