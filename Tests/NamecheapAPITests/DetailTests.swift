import NamecheapAPI
import Subscriptions
import Testing

@Suite struct `The other answers` {
    private func pem(_ text: String) -> String {
        "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n"
    }

    @Test func `tell all about an issued row`() throws {
        let command = GetInfo(certificateID: 3_300_871)
        let info = try command.read(Fixture("info-active").bytes)
        #expect(info.status == .active)
        #expect(info.statusDescription == "Certificate is Active.")
        #expect(info.type == "positivessl")
        #expect(info.years == 3)
        #expect(info.issuedOn == Day(year: 2026, month: 9, day: 3))
        #expect(info.expires == Day(year: 2027, month: 3, day: 21))
        #expect(info.orderID == 8_810_231)
        #expect(info.replacedBy == 3_312_345)
        #expect(info.sansCount == 2)
        #expect(info.csr.hasPrefix("-----BEGIN CERTIFICATE REQUEST-----\nTEVBR"))
        #expect(info.commonName == "www.quay-example.test")
        #expect(info.approverEmail == "hostmaster@quay-example.test")
        #expect(info.leafPEM == pem("TEVBRg=="))
        #expect(info.intermediatePEMs == [pem("Uk9PVCBTSURF"), pem("SVNTVUlORw==")])
        #expect(info.providerOrderID == "1190077301")
        #expect(info.providerName == "SSL.com & partners")
        let crlf = try Fixture("info-active").replacing("\n", with: "\r\n")
        #expect(try command.read(crlf) == info)
    }

    @Test func `tell what there is about a row that waits`() throws {
        let info = try GetInfo(certificateID: 1).read(Fixture("info-pending").bytes)
        #expect(info.status == .purchased)
        #expect(info.years == nil)
        #expect(info.issuedOn == nil)
        #expect(info.expires == nil)
        #expect(info.orderID == nil)
        #expect(info.replacedBy == nil)
        #expect(info.sansCount == 0)
        #expect(info.csr == "")
        #expect(info.leafPEM == nil)
        #expect(info.intermediatePEMs.isEmpty)
        #expect(info.providerOrderID == "")
    }

    @Test func `give a token and what was set for each name`() throws {
        let one = EditDCVMethod(certificateID: 3_312_345, methods: .single(.file))
        let set = try one.read(Fixture("edit-one").bytes)
        #expect(set.certificateID == 3_312_345)
        #expect(set.names.isEmpty)
        #expect(
            set.tokens == [
                .file(
                    domain: nil, name: "0123456789ABCDEF.txt",
                    content: "00112233FFEEDDCC\nssl.com\n6b0c1d2e3f4a6")
            ])
        let several = try one.read(Fixture("edit-several").bytes)
        #expect(several.names.map(\.name) == ["a.quay-example.test", "b.quay-example.test"])
        #expect(several.names.map(\.isSuccess) == [true, false])
        #expect(several.tokens.count == 1)
    }

    @Test func `are asked for with the documented parameters`() {
        let single = EditDCVMethod(certificateID: 7, methods: .single(.cname))
        #expect(single.parameters.map(\.value) == ["7", "CNAME_CSR_HASH"])
        let several = EditDCVMethod(
            certificateID: 7,
            methods: .perName([
                NamedChoice(name: "a.test", choice: .file),
                NamedChoice(name: "b.test", choice: .email(address: "admin@b.test")),
            ]))
        #expect(
            several.parameters.map { "\($0.name)=\($0.value)" } == [
                "CertificateID=7", "DNSNames=a.test,b.test",
                "DCVMethods=HTTP_CSR_HASH,admin@b.test",
            ])
        #expect(several.problems.isEmpty)
        #expect(EditDCVMethod(certificateID: 7, methods: .perName([])).problems.count > 0)
        let info = GetInfo(certificateID: 7).parameters.map { "\($0.name)=\($0.value)" }
        #expect(info == ["CertificateID=7", "Returncertificate=true", "Returntype=Individual"])
    }

    @Test func `give the balance in hundredths`() throws {
        let answer = try GetBalances().read(Fixture("balances").bytes)
        #expect(answer.currency == "USD")
        #expect(answer.available == 31_745)
        #expect(answer.balance == 32_050)
    }

    @Test(arguments: [("-3.5", -350), ("0", 0), ("12.", 1_200), ("999999999.999", 99_999_999_999)])
    func `take any decimal amount`(text: String, hundredths: Int) throws {
        let bytes = try Fixture("balances").replacing("317.4599", with: text)
        #expect(try GetBalances().read(bytes).available == hundredths)
    }

    @Test(arguments: ["", "1,5", "1.2.3", "1e5", "٣", "--1", "99999999999999999999", ".5"])
    func `refuse what is no amount`(text: String) throws {
        let bytes = try Fixture("balances").replacing("317.4599", with: text)
        #expect(
            throws: NamecheapError.unexpected(
                command: GetBalances.name, .missing("AvailableBalance"))
        ) { try GetBalances().read(bytes) }
    }

    @Test func `confirm that a check was asked for`() throws {
        let command = ResendApproverEmail(certificateID: 3_312_345)
        let confirmed = try Fixture("resend")
        #expect(throws: Never.self) { try command.read(confirmed.bytes) }
        #expect(throws: NamecheapError.self) {
            try command.read(confirmed.replacing("\"true\"", with: "\"false\""))
        }
    }

    @Test func `confirm that a superseded certificate is revoked`() throws {
        let command = RevokeCertificate(certificateID: 3_312_345, type: "positivessl")
        #expect(command.problems == [])
        #expect(
            command.parameters == [
                NamecheapParameter("CertificateID", 3_312_345),
                NamecheapParameter("CertificateType", "positivessl"),
            ])
        let confirmed = try Fixture("revoke")
        #expect(
            try command.read(confirmed.bytes).description
                == "The request was sent to the provider. A mail must be approved within 72 hours.")
        #expect(throws: NamecheapError.self) {
            try command.read(confirmed.replacing("\"true\"", with: "\"false\""))
        }
        #expect(RevokeCertificate(certificateID: 0, type: "").problems.count == 2)
    }
}
