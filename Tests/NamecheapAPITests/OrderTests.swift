import NamecheapAPI
import Testing

@Suite struct `A reissue or activation` {
    private let csr =
        "-----BEGIN CERTIFICATE REQUEST-----\nQQ==\n-----END CERTIFICATE REQUEST-----\n"
    private let host = "_0123456789ABCDEF0123456789ABCDEF"
    private let target =
        "00112233445566778899AABBCCDDEEFF.FFEEDDCCBBAA99887766554433221100.6b0c1d2e3f4a5.ssl.com"

    private func request(_ choice: DCVChoice = .cname) -> CertificateRequest {
        CertificateRequest(certificateID: 3_310_042, csr: csr, choice: choice)
    }

    @Test func `answers the new id and a token per name`() throws {
        let answer = try Reissue(request()).read(Fixture("reissue").bytes)
        #expect(answer.certificateID == 3_312_345)
        let name = "www.quay-example.test"
        #expect(answer.tokens == [.cname(domain: name, host: "\(host).\(name)", target: target)])
    }

    @Test func `may be answered under the other element's name with mixed methods`() throws {
        let answer = try Reissue(request()).read(Fixture("reissue-as-activate").bytes)
        #expect(answer.certificateID == 3_312_346)
        #expect(
            answer.tokens == [
                .file(
                    domain: "www.quay-example.test", name: "0123456789ABCDEF.txt",
                    content: "00112233FFEEDDCC\ncomodoca.com\n6b0c1d2e3f4a5"),
                .cname(
                    domain: "a.quay-example.test", host: "\(host).a.quay-example.test",
                    target: target),
                .cname(
                    domain: "b.quay-example.test", host: "\(host).b.quay-example.test",
                    target: target),
            ])
    }

    @Test func `may be answered without a layer per name, or without any token`() throws {
        let old = try Reissue(request()).read(Fixture("reissue-2017").bytes)
        #expect(old.tokens == [.file(domain: nil, name: "x7w.htm", content: "onlyOnePart")])
        let mail = try Reissue(request()).read(Fixture("reissue-mail").bytes)
        #expect(mail.certificateID == 3_312_348)
        #expect(mail.tokens.isEmpty)
    }

    @Test func `counts as done only where the result itself says so`() throws {
        let name = Reissue.name
        let denied = try Fixture("reissue-denied").bytes
        let silent = try Fixture("reissue").replacing(" IsSuccess=\"true\"", with: "")
        for body in [denied, silent] {
            let error = #expect(throws: NamecheapError.unexpected(command: name, .noSuccess)) {
                try Reissue(request()).read(body)
            }
            #expect(error?.consequence == .unknown)
        }
    }

    @Test func `must be answered to the command and row that were asked`() throws {
        let activated = try Fixture("activate").bytes
        #expect(try Activate(request()).read(activated).certificateID == 3_310_042)
        #expect(
            throws: NamecheapError.unexpected(
                command: Reissue.name, .otherCommand("namecheap.ssl.activate"))
        ) { try Reissue(request()).read(activated) }
        var other = request()
        other.certificateID = 1
        #expect(throws: NamecheapError.self) { try Activate(other).read(activated) }
    }

    @Test func `sends one flag where one method holds for all names`() {
        #expect(
            Reissue(request()).parameters.map(\.name) == [
                "CertificateID", "CSR", "WebServerType", "DNSDCValidation",
            ])
        var several = request(.file)
        several.furtherNames = [NamedChoice(name: "a.example.test", choice: .file)]
        several.adminEmail = "it@example.test"
        several.uniqueValue = "abc123"
        several.particulars = [NamecheapParameter("AdminCountry", "DE")]
        #expect(
            Activate(several).parameters.dropFirst(2).map { "\($0.name)=\($0.value)" } == [
                "AdminEmailAddress=it@example.test", "WebServerType=other", "UniqueValue=abc123",
                "HTTPDCValidation=true", "DNSNames=a.example.test", "AdminCountry=DE",
            ])
        #expect(Activate(several).parameters.count == 8)
        #expect(Activate(several).problems.isEmpty)
    }

    @Test func `sends a word per name where methods differ`() {
        var mixed = request(.email(address: "admin@example.test"))
        mixed.furtherNames = [
            NamedChoice(name: "a.example.test", choice: .file),
            NamedChoice(name: "*.b.example.test", choice: .cname),
        ]
        #expect(
            Reissue(mixed).parameters.suffix(3).map { "\($0.name)=\($0.value)" } == [
                "ApproverEmail=admin@example.test", "DNSNames=a.example.test,*.b.example.test",
                "DNSApproverEmails=HTTPCSRHASH,CNAMECSRHASH",
            ])
        #expect(Reissue(mixed).problems.isEmpty)
    }

    @Test func `names everything wrong at once`() {
        var wrong = CertificateRequest(
            certificateID: 0, csr: "no pem\u{7}", choice: .email(address: "a@b@c,d"))
        wrong.adminEmail = "nobody"
        wrong.uniqueValue = "with blank"
        wrong.furtherNames = [
            NamedChoice(name: "*.a.test", choice: .file), NamedChoice(name: "b,c", choice: .cname),
        ]
        wrong.particulars = [
            NamecheapParameter("Invented", "x"), NamecheapParameter("AdminCountry", "DEU"),
        ]
        let problems = Reissue(wrong).problems.joined(separator: "\n")
        let names = [
            "CertificateID", "CSR holds", "CSR is no PEM", "AdminEmailAddress", "UniqueValue",
            "ApproverEmail", "not a host name", "wildcard", "Invented", "AdminCountry",
        ]
        for name in names { #expect(problems.contains(name), "\(name)") }
    }
}
