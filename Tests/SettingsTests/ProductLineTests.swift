import Settings
import Subscriptions
import Testing

@Suite struct `A Product line` {
    private func read(_ lines: String) throws -> LedgerSettings {
        try LedgerSettings(lines: SettingsText.parse(lines, file: "s"), file: "s")
    }

    @Test func `adds to the catalogue what it does not know`() throws {
        let products = try read(
            "Product ov multi-domain 2-10 1-3 harbour-ov Harbour  SSL\n"
                + "Product dv single 1 1-5 - Pier SSL"
        ).products
        let harbour = try #require(products.named("harbour  ssl"))
        #expect(harbour.validation == .organization && harbour.coverage == .multiDomain)
        #expect(harbour.includedNames == 2 && harbour.mostNames == 10 && harbour.years == 1...3)
        #expect(harbour.priceName == "harbour-ov" && harbour.soldFrom == nil)
        #expect(products.named("Pier SSL")?.priceName == "pier-ssl")
        #expect(products.named("Standard SSL") != nil)
        #expect(try read("").products == .namecheap)
    }

    @Test(arguments: [
        "Product", "Product dv single 1 1-5 -", "Product dx single 1 1-5 - X",
        "Product dv double 1 1-5 - X", "Product dv single 1-2 1-5 - X",
        "Product dv wildcard 3 1-5 - X", "Product dv single 1 0-5 - X",
        "Product dv single 1 1-6 - X", "Product dv single 1 5-1 - X",
        "Product dv multi-domain 0-3 1-5 - X", "Product dv multi-domain 3-1001 1-5 - X",
        "Product dv single 1 1-5 - ABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJX",
    ])
    func `is refused where it is wrong`(line: String) throws {
        guard line != "Product" else {
            // A line without a value says nothing, as with every optional setting.
            #expect(try read(line).products == .namecheap)
            return
        }
        let error = #expect(throws: SettingsError.self) { try read(line) }
        #expect(error?.happened.contains("VALIDATION COVERAGE NAMES YEARS PRICES NAME") == true)
    }
}
