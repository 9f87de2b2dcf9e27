import CertificateLedger
import Subscriptions
import Testing
import Wording

@testable import Jobs

@Suite struct `A column of an import` {
    private let good = [
        "reference": "S-1", "host": "www.harbour-demo.test", "names": "", "certificate_id": "7",
        "order_date": "2026-04-02", "years": "2", "policy": "", "mail": "",
    ]

    private func problem(_ column: String, _ value: String) -> String? {
        var cells = good
        cells[column] = value
        do throws(RowProblem) {
            _ = try Enrolment(cells, today: Day(iso: "2026-11-23"))
            return nil
        } catch { return error.text }
    }

    @Test func `may be good`() throws {
        for (column, value) in [
            ("host", "xn--bcher-kva.harbour-demo.test"), ("before", "200"), ("language", "pt-BR"),
            ("renew_url", "https://shop.test/renew?id=1"), ("retail_price", "49.90 EUR"),
            ("retail_price", "49 USD"), ("language", ""), ("order_date", "2026-11-23"),
        ] { #expect(problem(column, value) == nil, "\(column) \(value)") }
        let further = try Enrolment(good).further
        #expect(further.isEmpty)
    }

    @Test(arguments: [
        ("host", "b\u{fc}cher.test", "xn--bcher-kva.test"),
        ("host", "bu\u{308}cher.test", "xn--bcher-kva.test"),
        ("host", "B\u{dc}CHER.test", "xn--bcher-kva.test"),
        ("host", "*.b\u{fc}cher.test", "*.xn--bcher-kva.test"),
        ("host", "\u{430}pple.test", "mixes Latin and Cyrillic"),
        ("host", "xn--pple-43d.test", "mixes Latin and Cyrillic"),
        ("host", "\u{441}\u{430}\u{439}\u{442}.test", "xn--80aswg.test"),
        ("host", "xn--99999999999.test", "stands for no name"),
        ("host", "xn--a.test", "stands for no name"),
        ("host", "www.harbour\u{202e}-demo.test", "\\u{202e}"),
        ("host", "www.harbour-demo.test\u{0}", "is no name"),
        ("host", "192.0.2.1:443", "is no name"),
        ("host", "https://www.harbour-demo.test", "is no name"),
        ("host", String(repeating: "a", count: 64) + ".test", "is no name"),
        ("host", String(repeating: "aaaa.", count: 60) + "test", "is no name"),
        ("names", "www.harbour-demo.test b\u{fc}cher.test", "xn--bcher-kva.test"),
        ("reference", String(repeating: "r", count: 201), "1 to 200 printable"),
        ("reference", "S\u{1b}[31m", "1 to 200 printable"), ("reference", "", "1 to 200 printable"),
        ("certificate_id", "-7", "is no number"), ("certificate_id", "7.5", "is no number"),
        ("certificate_id", "99999999999999999999", "is no number"),
        ("order_date", "2026-11-24", "in the future"), ("order_date", "2019-01-01", "longer ago"),
        ("order_date", "2026-02-30", "is no date"), ("order_date", "2.4.2026", "is no date"),
        ("years", "two", "is not 1 to 5"), ("years", "0", "is not 1 to 5"),
        ("policy", "Auto", "is not auto, manual or none"),
        ("mail", "nobody", "is no address"), ("mail", "a@b.test,c@d.test", "is no address"),
        ("mail", "a@b\u{7}.test", "\\u{7}"), ("dcv", "phone", "is not cname, file or email"),
        ("before", "0", "1 to 200 days"), ("before", "201", "1 to 200 days"),
        ("before", "inherit", "1 to 200 days"), ("language", "English", "is no tag"),
        ("language", "e\u{430}", "is no tag"), ("renew_url", "ftp://shop.test", "is no address"),
        ("renew_url", "https://", "is no address"),
        ("renew_url", "https://a b.test", "is no address"),
        ("renew_url", "https://u:p@shop.test/", "is no address"),
        ("retail_price", "49,90", "is no price"), ("retail_price", "1,049.90 EUR", "is no price"),
        ("retail_price", "EUR 49.90", "is no price"), ("retail_price", "49.905 EUR", "is no price"),
        ("retail_price", "9999999999 EUR", "is no price"),
        ("retail_price", "\u{664}9 EUR", "is no price"),
    ])
    func `is refused, and the reason says why`(_ column: String, _ value: String, _ reason: String)
    {
        let text = problem(column, value)
        #expect(text?.printable().contains(reason) == true, "\(text ?? "taken")")
    }
}
