import CertificateLedger
import Subscriptions
import Testing

@testable import Jobs

@Suite struct `A row of an import` {
    private let good = [
        "reference": "S-1", "host": "WWW.Harbour-Demo.test",
        "names": "www.harbour-demo.test a.test",
        "certificate_id": "7", "order_date": "2026-04-02", "years": "5", "policy": "",
        "mail": "it@harbour-demo.test",
    ]

    @Test func `becomes an enrolment`() throws {
        let enrolment = try Enrolment(good)
        #expect(enrolment.host == "www.harbour-demo.test")
        #expect(enrolment.names == ["www.harbour-demo.test", "a.test"])
        #expect(enrolment.orderedOn == Day(iso: "2026-04-02"))
        #expect(enrolment.policy == nil)
        #expect(enrolment.method == "cname")
        #expect(enrolment.renewalNumber == nil)
    }

    @Test(arguments: [
        ("host", "not a host"), ("host", "localhost"), ("host", "-a.test"), ("host", "a..test"),
        ("host", "ä.test"), ("names", "b.test"), ("names", "www.harbour-demo.test bad_name.test"),
        ("names", "www.harbour-demo.test www.harbour-demo.test"), ("reference", ""),
        ("certificate_id", "0"), ("certificate_id", "x"), ("order_date", "02.04.2026"),
        ("years", "0"), ("years", "6"), ("policy", "maybe"), ("mail", "nobody"),
        ("mail", "a@b.test\r\nBcc: c@d.test"), ("dcv", "phone"), ("renewal_certificate_id", "-3"),
    ])
    func `is refused for what is wrong with it`(column: String, value: String) {
        var cells = good
        cells[column] = value
        #expect(throws: RowProblem.self) { _ = try Enrolment(cells) }
    }

    @Test func `takes a wildcard, but not to be proved by a file`() throws {
        var cells = good
        cells["host"] = "*.harbour-demo.test"
        cells["names"] = ""
        #expect(try Enrolment(cells).names == ["*.harbour-demo.test"])
        cells["dcv"] = "file"
        #expect(throws: RowProblem.self) { _ = try Enrolment(cells) }
    }

    @Test func `says whom to ask, or leaves that as it is`() throws {
        #expect(try Enrolment.served(good) == nil)
        #expect(try Enrolment.served(["served": " none "]) == ServedTargets.none)
        #expect(try Enrolment.served(["served": "default"]) == .names)
        let targets = try Enrolment.served(["served": "a.test:25 starttls smtp, [::1]:443"])
        #expect(targets?.description == "a.test:25 starttls smtp, [::1]:443")
        #expect(throws: RowProblem.self) { _ = try Enrolment.served(["served": "a.test"]) }
    }
}
