import NamecheapAPI
import Subscriptions
import Testing

@Suite struct `The list of an account` {
    @Test func `is read with rows and paging`() throws {
        let answer = try GetList().read(Fixture("list").bytes)
        #expect(answer.totalItems == 204)
        #expect(answer.page == 2)
        #expect(answer.pageSize == 100)
        #expect(answer.rows.map(\.certificateID) == [3_310_042, 3_300_871, 3_299_000, 3_298_111])
        #expect(
            answer.rows.map(\.status) == [.newPurchase, .active, .replaced, .unknown("inprogress")])
        #expect(answer.rows.map(\.isExpired) == [false, false, true, false])
        #expect(answer.rows.map(\.years) == [2, 3, 1, nil])
        let active = answer.rows[1]
        #expect(active.hostName == "www.quay-example.test")
        #expect(active.type == "positivessl")
        #expect(active.purchaseDate == Day(year: 2024, month: 2, day: 29))
        #expect(active.expireDate == Day(year: 2027, month: 3, day: 5))
        #expect(active.activationExpireDate == nil)
        #expect(active.providerOrderID == "1190077301")
        #expect(answer.rows[0].activationExpireDate == Day(year: 2027, month: 11, day: 20))
        #expect(answer.rows[2].purchaseDate == Day(year: 2025, month: 1, day: 2))
        #expect(answer.rows[2].type == "wildcard & more")
        #expect(answer.rows[3].purchaseDate == nil)
        #expect(answer.rows[3].expireDate == nil)
    }

    @Test(arguments: [
        ("list-empty", 0), ("list-one-row-no-namespace", 1), ("list-other-attribute-order", 1),
    ])
    func `is read in every shape of the envelope`(name: String, rows: Int) throws {
        let answer = try GetList().read(Fixture(name).bytes)
        #expect(answer.rows.count == rows)
        #expect(answer.totalItems == rows)
    }

    @Test func `is the same with CRLF and a byte order mark`() throws {
        let list = try Fixture("list")
        let plain = try GetList().read(list.bytes)
        #expect(try GetList().read(list.replacing("\n", with: "\r\n")) == plain)
        #expect(try GetList().read([0xEF, 0xBB, 0xBF] + list.bytes) == plain)
    }

    @Test func `streams the same rows as it reads`() throws {
        let list = try Fixture("list")
        var rows: [ListRow] = []
        let paging = try GetList.read(list.bytes) { rows.append($0) }
        let answer = try GetList().read(list.bytes)
        #expect(rows == answer.rows)
        #expect(paging == answer.paging)
    }

    @Test func `ends with the error of who takes its rows`() throws {
        struct Enough: Error {}
        var count = 0
        let bytes = try Fixture("list").bytes
        #expect(throws: Enough.self) {
            _ = try GetList.read(bytes) { _ in  // it throws before there is a result
                count += 1
                throw Enough()
            }
        }
        #expect(count == 1)
    }

    @Test func `gives all errors and no row where the CA refused`() throws {
        let bytes = try Fixture("error-list").bytes
        let expected = NamecheapError.refused(
            command: "namecheap.ssl.getList",
            [
                APIError(number: 2_011_272, text: "ListType is not valid"),
                APIError(number: 5_050_900, text: "Unhandled exception"),
            ])
        var rows = 0
        #expect(throws: expected) { try GetList().read(bytes) }
        #expect(throws: expected) { _ = try GetList.read(bytes) { _ in rows += 1 } }  // it throws
        #expect(rows == 0)
    }

    @Test(arguments: [
        ("CertificateID=\"3300871\"", "CertificateID=\"\"", "CertificateID"),
        ("<TotalItems>204</TotalItems>", "", "Paging"),
        ("<Server>7ac91e55d0b2</Server>", "", "Server"),
        ("ApiResponse", "OtherResponse", "ApiResponse"),
    ])
    func `without what every list has is no list`(text: String, other: String, missing: String)
        throws
    {
        let bytes = try Fixture("list").replacing(text, with: other)
        #expect(
            throws: NamecheapError.unexpected(
                command: "namecheap.ssl.getList", .missing(missing))
        ) { try GetList().read(bytes) }
    }

    @Test func `cut anywhere is never a whole page`() throws {
        let bytes = try Fixture("list").bytes
        for length in 0..<(bytes.count - 2) {
            #expect(throws: NamecheapError.self, "\(length)") {
                try GetList().read(Array(bytes.prefix(length)))
            }
        }
    }

    @Test func `asks for all rows in an explicit order`() {
        let command = GetList(page: 3, searchTerm: "quay", sort: .newestFirst)
        #expect(
            command.parameters.map { "\($0.name)=\($0.value)" } == [
                "ListType=ALL", "Page=3", "PageSize=100", "SortBy=PURCHASEDATE_DESC",
                "SearchTerm=quay",
            ])
        #expect(command.problems.isEmpty)
        #expect(GetList(page: 0, pageSize: 101, searchTerm: "").problems.count == 3)
    }
}
