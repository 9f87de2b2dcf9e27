import HTTP
import Synchronization
import Testing
import Wording

@testable import NamecheapAPI

@Suite struct `A price list` {
    private func body(_ products: String, category: String = "purchase") -> [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <ApiResponse Status="OK" xmlns="http://api.namecheap.com/xml.response">
              <Errors /><Warnings />
              <RequestedCommand>namecheap.users.getpricing</RequestedCommand>
              <CommandResponse Type="namecheap.users.getPricing">
                <UserGetPricingResult><ProductType Name="ssl">
                  <ProductCategory Name="\(category)">\(products)</ProductCategory>
                </ProductType></UserGetPricingResult>
              </CommandResponse>
              <Server>PHX01APIEXT03</Server><GMTTimeDifference>--5:00</GMTTimeDifference>
              <ExecutionTime>0.1</ExecutionTime>
            </ApiResponse>
            """.utf8)
    }

    private func price(_ attributes: String) -> String {
        "<Product Name=\"PositiveSSL\"><Price Duration=\"2\" DurationType=\"YEAR\" \(attributes)"
            + " Currency=\"USD\"/></Product>"
    }

    @Test(arguments: [
        // Per year, as the 17.9000 charged for two years of 8.95 in 2017 shows.
        ("Price=\"8.95\" PricingType=\"MULTIPLE\"", 1_790),
        ("Price=\"17.90\" PricingType=\"ABSOULTE\"", 1_790),
        ("Price=\"17.90\" PricingType=\"ABSOLUTE\"", 1_790),
        (
            "Price=\"9.99\" PricingType=\"MULTIPLE\" YourPrice=\"7.88\" YourPriceType=\"MULTIPLE\"",
            1_576
        ),
        ("Price=\"9.99\" PricingType=\"ABSOULTE\" YourPrice=\"7.88\"", 788),
        ("Price=\"3.745\" PricingType=\"MULTIPLE\"", 750),
    ])
    func `counts a price a year times the years, and a whole price once`(
        attributes: String, total: Int
    ) throws {
        let prices = try GetPricing(.purchase).read(body(price(attributes)))
        #expect(
            prices == [
                GetPricing.Price(product: "positivessl", years: 2, total: total, currency: "USD")
            ])
    }

    @Test(arguments: [
        "Price=\"8.95\" PricingType=\"OTHER\"", "Price=\"8.95\"", "PricingType=\"MULTIPLE\"",
        "Price=\"0.0\" PricingType=\"MULTIPLE\"", "Price=\"-1\" PricingType=\"MULTIPLE\"",
        "Price=\"cheap\" PricingType=\"MULTIPLE\"",
    ])
    func `says nothing of a price that nobody understands`(attributes: String) throws {
        #expect(try GetPricing(.purchase).read(body(price(attributes))) == [])
    }

    @Test func `takes another action's prices for nothing`() throws {
        let products = price("Price=\"8.95\" PricingType=\"MULTIPLE\"")
        #expect(try GetPricing(.renew).read(body(products)) == [])
        #expect(try GetPricing(.renew).read(body(products, category: "renew")).count == 1)
        #expect(try GetPricing(.purchase).read(body(products, category: "comodo")).count == 1)
    }

    @Test(arguments: [
        ("212.40", 21_240, 21_240), ("17.9000", 1_790, 1_790), ("7", 700, 700),
        ("7.5", 750, 750), ("0.0", 0, 0), ("8972.2399", 897_223, 897_224),
        ("-8972.2399", -897_223, -897_224),
    ])
    func `reads amounts to the cent`(text: String, cut: Int, up: Int) {
        #expect(Int(hundredths: text, .cutOff) == cut)
        #expect(Int(hundredths: text, .roundedUp) == up)
    }

    @Test(arguments: ["", ".", "1,50", "1.2.3", "1e3", "--1", "$1", "９", "9999999999999999"])
    func `refuses what is no amount`(text: String) {
        #expect(Int(hundredths: text, .cutOff) == nil)
    }
}

@Suite struct `A command that costs money` {
    private struct Pay: PayingCommand {
        static let name = "namecheap.ssl.pay"
        static let isRepeatable = false
        var problems: [String] { [] }
        var parameters: [NamecheapParameter] { [] }
        func read(_ body: [UInt8]) throws(NamecheapError) {}
    }

    /// Calls itself like the one that may be sent.
    private struct Pretender: PayingCommand {
        static let name = Pay.name
        static let isRepeatable = false
        var problems: [String] { [] }
        var parameters: [NamecheapParameter] { [] }
        func read(_ body: [UInt8]) throws(NamecheapError) {}
    }

    private func connection(_ paying: PayingCommands, _ sent: Sent) -> Namecheap {
        Namecheap(
            account: NamecheapAccount(
                endpoint: "http://127.0.0.1:1/", apiUser: "quay", userName: "quay",
                apiKey: Secret("key"), clientIP: "203.0.113.9"),
            paying: paying,
            transport: { _ throws(HTTPError) in
                sent.count.withLock { $0 += 1 }
                return HTTPResponse(status: 200, body: [])
            })
    }

    private final class Sent: Sendable {
        let count = Mutex(0)
    }

    @Test func `leaves only through a connection whose list holds it`() async throws {
        let sent = Sent()
        await #expect(throws: NamecheapError.forbiddenCommand(command: Pay.name)) {
            try await connection(.none, sent).send(Pay())
        }
        let paying = connection(PayingCommands([Pay.self]), sent)
        await #expect(throws: NamecheapError.forbiddenCommand(command: Pay.name)) {
            try await paying.send(Pretender())
        }
        #expect(sent.count.withLock { $0 } == 0)
        try await paying.send(Pay())
        #expect(sent.count.withLock { $0 } == 1)
    }
}
