import HTTP
import NamecheapAPI
import Testing
import Wording

@Suite struct `A failure` {
    @Test func `of the address names the address the CA saw`() throws {
        let error = try failure(of: Fixture("error-address").bytes)
        #expect(error.errorClass == .account(.address("198.51.100.23")))
        #expect(error.consequence == .notPerformed)
        #expect(error.happened.contains("Invalid request IP: 198.51.100.23 (1011150)"))
        #expect(error.remedy.contains("198.51.100.23"))
        #expect(error.retry == .later)
    }

    @Test func `of the key says that access may be switched off`() throws {
        let error = try failure(of: Fixture("error-key").bytes)
        #expect(error.errorClass == .account(.credentials))
        #expect(error.consequence == .notPerformed)
        #expect(error.remedy.contains("API key"))
        #expect(error.remedy.contains("access is switched on"))
    }

    @Test func `of what is read or written again is never told as final`() throws {
        for command in [SetHosts.name, GetHosts.name, GetInfo.name] {
            let refused = NamecheapError.refused(
                command: command, [APIError(number: 2_050_900, text: "INVALID_NAME")])
            #expect(refused.errorClass == .rejected && refused.retry == .later, "\(command)")
        }
        let cut = NamecheapError.httpStatus(command: SetHosts.name, status: 500)
        #expect(cut.consequence == .unknown && cut.retry == .later)
        let once = NamecheapError.refused(
            command: Reissue.name, [APIError(number: 2_010_296, text: "no")])
        #expect(once.retry == .never)
    }

    @Test func `with a stub is a failure, and several errors are all told`() throws {
        let info = GetInfo(certificateID: 1)
        let stub = try Fixture("error-stub").bytes
        let gone = try #require(#expect(throws: NamecheapError.self) { try info.read(stub) })
        #expect(gone.errorClass == .gone)
        let several = try failure(of: Fixture("error-several").bytes)
        #expect(several.happened.contains("2010296"))
        #expect(several.happened.contains("2011784"))
        #expect(several.consequence == .notPerformed)
    }

    @Test(arguments: [
        (4, Consequence.notPerformed, ErrorClass.rejected),
        (1_010_101, .notPerformed, .account(.credentials)),
        (1_010_104, .notPerformed, .rejected),
        (1_011_105, .notPerformed, .account(.credentials)),
        (1_016_103, .notPerformed, .account(.credentials)),
        (1_017_101, .notPerformed, .account(.locked)),
        (1_017_150, .notPerformed, .account(.locked)),
        (1_017_411, .notPerformed, .account(.locked)),
        (1_050_900, .unknown, .transient),
        (2_010_294, .notPerformed, .rejected),
        (2_011_294, .notPerformed, .gone),
        (2_011_331, .unknown, .statusConflict),
        (2_011_784, .notPerformed, .rejected),
        (3_011_295, .unknown, .transient),
        (3_011_296, .unknown, .rejected),
        (3_022_296, .unknown, .transient),
        (3_050_900, .unknown, .transient),
        (4_011_103, .notPerformed, .account(.credentials)),
        (4_011_294, .notPerformed, .gone),
        (4_011_296, .unknown, .rejected),
        (4_011_331, .unknown, .statusConflict),
        (4_020_294, .notPerformed, .rejected),
        (4_024_296, .unknown, .transient),
        (4_050_900, .unknown, .transient),
        (500_000, .unknown, .rateLimited),
        (5_050_900, .unknown, .transient),
        (0, .unknown, .rejected),
    ])
    func `has the consequence and class of its number`(
        number: Int, consequence: Consequence, errorClass: ErrorClass
    ) throws {
        let body = try Fixture("error-several").replacing("2010296", with: "\(number)")
        let single = String(decoding: body, as: UTF8.self)
            .replacing("<Error Number=\"2011784\">Both flags are set</Error>", with: "")
        let error = try failure(of: Array(single.utf8))
        #expect(error.consequence == consequence)
        #expect(error.errorClass == errorClass)
        // What might have been done is never simply tried again.
        if consequence == .unknown { #expect(error.retry == .never) }
    }

    @Test func `with one uncertain error among certain ones is uncertain`() throws {
        let body = try Fixture("error-several").replacing("2011784", with: "5050900")
        #expect(try failure(of: body).consequence == .unknown)
    }

    @Test(arguments: [
        ("", UnexpectedAnswer.empty), (" \r\n", .empty), ("<html><body>busy</body></html>", .html),
        ("\n<!DOCTYPE html>\n<html>", .html), ("<HTML>", .html), ("\u{FEFF}<!doctype HTML>", .html),
    ])
    func `without an answer of the API is uncertain`(text: String, answer: UnexpectedAnswer) throws
    {
        let error = try failure(of: Array(text.utf8))
        #expect(error == .unexpected(command: Reissue.name, answer))
        #expect(error.consequence == .unknown)
        #expect(error.errorClass == (answer == .html ? .rateLimited : .transient))
    }

    @Test func `of a cut or garbled answer is uncertain`() throws {
        let whole = try Fixture("reissue").bytes
        for length in stride(from: 1, to: whole.count - 1, by: 7) {
            let error = try failure(of: Array(whole.prefix(length)))
            guard case .unexpected = error else {
                Issue.record("\(length) bytes gave \(error)")
                continue
            }
            #expect(error.consequence == .unknown)
        }
        let other = try failure(of: Array("{\"error\": true}".utf8))
        guard case .unexpected(_, .unreadable) = other else {
            Issue.record("JSON gave \(other)")
            return
        }
    }

    @Test(arguments: [
        (405, Consequence.notPerformed, ErrorClass.rateLimited), (429, .unknown, .rateLimited),
        (302, .unknown, .transient), (403, .unknown, .transient), (500, .unknown, .transient),
        (503, .unknown, .transient),
    ])
    func `of a status has its consequence and class`(
        status: Int, consequence: Consequence, errorClass: ErrorClass
    ) {
        let error = NamecheapError.httpStatus(command: Reissue.name, status: status)
        #expect(error.consequence == consequence)
        #expect(error.errorClass == errorClass)
        #expect(error.retry == (consequence == .unknown ? .never : .later))
        let read = NamecheapError.httpStatus(command: GetInfo.name, status: status)
        #expect(read.retry == .later)
    }

    @Test func `of the network is uncertain only where the request may have arrived`() {
        let cut = HTTPError.interrupted(host: "h:443", reason: "cut", sent: true)
        let refused = HTTPError.cannotConnect(host: "h:443", reason: "refused")
        let errors = [cut, refused].map { NamecheapError.transport(command: Reissue.name, $0) }
        #expect(errors.map(\.consequence) == [.unknown, .notPerformed])
        #expect(errors.map(\.retry) == [.never, .later])
        #expect(errors.map(\.errorClass) == [.transient, .transient])
    }

    @Test func `shows hostile words of the CA harmlessly`() throws {
        let body = try Fixture("error-several").replacing(
            "CSR is missing", with: "&#x202E;evil&#10;line")
        let line = try failure(of: body).explanation
        #expect(!line.contains("\u{202E}"))
        #expect(!line.contains("\n"))
        #expect(line.contains("\\u{202e}evil"))
    }

    private func failure(of body: [UInt8]) throws -> NamecheapError {
        let request = CertificateRequest(certificateID: 1, csr: "", choice: .cname)
        return try #require(
            #expect(throws: NamecheapError.self) { try Reissue(request).read(body) })
    }
}
