import NamecheapAPI
import NamecheapOrders
import Testing
import Wording

@Suite struct `A paying command` {
    /// An answer as the interface's documentation shows it, with a result of the test's.
    private func answer(_ command: String, _ result: String, errors: String = "") -> [UInt8] {
        let status = errors.isEmpty ? "OK" : "ERROR"
        return Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <ApiResponse Status="\(status)" xmlns="http://api.namecheap.com/xml.response">
             <Errors>\(errors)</Errors><Warnings/>
             <RequestedCommand>\(command)</RequestedCommand>
             <CommandResponse Type="\(command)">\(result)</CommandResponse>
             <Server>4be17c02d9aa</Server><GMTTimeDifference>--5:00</GMTTimeDifference>
             <ExecutionTime>0.3</ExecutionTime>
            </ApiResponse>
            """.utf8)
    }

    private let created = """
        <SSLCreateResult IsSuccess="true" OrderId="7710231" TransactionId="9920418" \
        ChargedAmount="7.4800"><SSLCertificate CertificateID="2244101" Created="11/23/2026" \
        SSLType="Standard SSL" Years="2" Status="NewPurchase"/></SSLCreateResult>
        """
    private let renewed = """
        <SSLRenewResult CertificateID="2260044" SSLType="Standard SSL" Years="1" \
        OrderId="7722019" TransactionId="9931177" ChargedAmount="7.4801"/>
        """
    private let added = """
        <SSLPurchaseMoreSANSResult IsSuccess="true" OrderId="7725500" TransactionId="9940002" \
        ChargedAmount="23.3"><SSLCertificate CertificateID="2230119" SSLType="san certificate" \
        Years="1" Status="ACTIVE" SANSCount="4"/></SSLPurchaseMoreSANSResult>
        """

    @Test func `answers order, payment and row`() throws {
        let order = try Create(product: "PositiveSSL", years: 2)
            .read(answer(Create.name, created))
        #expect(order.certificateID == 2_244_101 && order.orderID == 7_710_231)
        #expect(order.transactionID == 9_920_418 && order.charged == 748)
        #expect(order.product == "Standard SSL" && order.years == 2)
    }

    @Test func `that renews answers the new row, with product or as in 2017 without`() throws {
        let renew = Renew(certificateID: 2_244_101, product: "Standard SSL", years: 1)
        let order = try renew.read(answer(Renew.name, renewed))
        // A part of a cent is one more cent: what was paid is never said to be less.
        #expect(order.certificateID == 2_260_044 && order.charged == 749)
        let old = renewed.replacing(" SSLType=\"Standard SSL\"", with: "")
        #expect(try renew.read(answer(Renew.name, old)).product == nil)
        let same = renewed.replacing("2260044", with: "2244101")
        #expect(throws: NamecheapError.unexpected(command: Renew.name, .noSuccess)) {
            try renew.read(answer(Renew.name, same))
        }
    }

    @Test func `that adds names must be answered for the row it named`() throws {
        let body = answer(AddNames.name, added)
        #expect(try AddNames(certificateID: 2_230_119, count: 2).read(body).charged == 2_330)
        #expect(throws: NamecheapError.self) {
            try AddNames(certificateID: 1, count: 2).read(body)
        }
    }

    @Test(arguments: [
        ("IsSuccess=\"true\"", "IsSuccess=\"false\""), ("ChargedAmount=\"7.4800\"", ""),
        ("ChargedAmount=\"7.4800\"", "ChargedAmount=\"much\""),
        ("CertificateID=\"2244101\"", "CertificateID=\"0\""), ("<SSLCertificate", "<Other"),
    ])
    func `with less than a whole answer has an unknown outcome`(part: String, other: String)
        throws
    {
        let body = answer(Create.name, created.replacing(part, with: other))
        let error = try #require(
            #expect(throws: NamecheapError.self) {
                try Create(product: "Standard SSL", years: 2).read(body)
            })
        #expect(error.orderConsequence == .unknown)
        #expect(error.retry == .never)
    }

    @Test(arguments: [
        (2_528_166, "Order failed; INSUFFICIENTFUNDS;7.48", Consequence.notPerformed),
        (2_528_166, "Order failed; CALCULATIONERROR", .unknown),
        (2_010_298, "Type missing", .notPerformed), (2_012_301, "mismatch", .notPerformed),
        (2_032_409, "authentication phase", .unknown), (2_033_409, "user to be charged", .unknown),
        (4_028_294, "queued", .notPerformed), (4_011_331, "status", .notPerformed),
        (4_080_167, "limits", .notPerformed), (4_011_299, "validation id", .unknown),
        (5_050_900, "unhandled", .unknown), (1_011_102, "key", .notPerformed),
        (1_050_900, "check failed", .unknown), (500_000, "too many", .unknown),
    ])
    func `that is refused is paid for unless that is certain`(
        number: Int, text: String, consequence: Consequence
    ) throws {
        let body = answer(
            Create.name, "", errors: "<Error Number=\"\(number)\">\(text)</Error>")
        let error = try #require(
            #expect(throws: NamecheapError.self) {
                try Create(product: "Standard SSL", years: 2).read(body)
            })
        #expect(error.orderConsequence == consequence)
        #expect(error.isRefusal(number))
    }

    @Test func `sends what the documentation names, and names of one's own only where any are`() {
        #expect(
            Create(product: "SAN Certificate", years: 3, addedNames: 2).parameters == [
                NamecheapParameter("Years", 3), NamecheapParameter("Type", "SAN Certificate"),
                NamecheapParameter("SANStoADD", 2),
            ])
        #expect(Create(product: "EV SSL", years: 1).parameters.count == 2)
        #expect(
            AddNames(certificateID: 9, count: 1).parameters.map(\.name) == [
                "CertificateID", "NumberOfSANSToAdd",
            ])
        let names = [Create.name, Renew.name, AddNames.name]
        #expect(Set(names).count == 3)
        #expect(![Create.isRepeatable, Renew.isRepeatable, AddNames.isRepeatable].contains(true))
    }

    @Test func `names everything wrong before it is sent`() {
        #expect(Create(product: "", years: 0, addedNames: 98).problems.count == 3)
        #expect(Renew(certificateID: 9_999_999_999, product: "", years: 6).problems.count == 3)
        #expect(AddNames(certificateID: 0, count: 0).problems.count == 2)
        #expect(Create(product: "Standard SSL", years: 5, addedNames: 97).problems == [])
    }
}
