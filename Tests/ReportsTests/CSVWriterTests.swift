import Reports
import Testing

@Suite struct `The CSV writer` {
    @Test func `writes header, rows and empty cells with CRLF`() throws {
        let written = try Collected(
            .csv, Collected.columns,
            [
                [.text("www.example.com"), .number(-3), .day(22_737)],
                [.text(nil), .number(nil), .day(nil)],
                [.text("ü"), .number(.min), .day(-1)],
                [.text(""), .number(0), .day(0)],
            ])
        #expect(
            written.text == "host,days_left,paid_until\r\nwww.example.com,-3,2032-04-02\r\n,,\r\n"
                + "ü,-9223372036854775808,1969-12-31\r\n,0,1970-01-01\r\n")
    }

    @Test(arguments: [
        ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("a\nb", "\"a\nb\""),
        ("a\r\nb", "\"a\r\nb\""), ("a;b c", "a;b c"), (" a", "\" a\""), ("a ", "a "),
        ("=1+1", "'=1+1"), ("+49", "'+49"), ("-x", "'-x"), ("@x", "'@x"), ("\tx", "\"'\tx\""),
        ("\rx", "\"'\rx\""), ("=a,\"b\"", "\"'=a,\"\"b\"\"\""), ("a=b", "a=b"), ("'x", "'x"),
        ("*.example.com", "*.example.com"), ("", ""),
    ])
    func `quotes and guards text`(value: String, cell: String) throws {
        let written = try Collected(.csv, [ReportColumn("c", .text)], [[.text(value)]])
        #expect(written.text == "c\r\n\(cell)\r\n")
    }

    @Test func `guards no other column, and nothing when raw`() throws {
        let columns = [ReportColumn("n", .number), ReportColumn("t", .text)]
        let row: [Collected.Cell] = [.text("-5"), .text("-5")]
        #expect(try Collected(.csv, columns, [row]).text == "n,t\r\n-5,'-5\r\n")
        #expect(try Collected(.csv, columns, raw: true, [row]).text == "n,t\r\n-5,-5\r\n")
    }

    @Test(arguments: ReportFormat.allCases)
    func `refuses a row with another number of cells, as every writer`(format: ReportFormat) {
        let good: [Collected.Cell] = [.text("a"), .number(1), .day(1)]
        #expect(throws: ReportError.wrongCellCount(row: 2, expected: 3, found: 2)) {
            try Collected(format, Collected.columns, [good, Array(good.dropLast())])
        }
        #expect(throws: ReportError.wrongCellCount(row: 1, expected: 3, found: 4)) {
            try Collected(format, Collected.columns, [good + [.text("b")], good])
        }
    }

    @Test func `hands over portions of about 64 KiB`() throws {
        let rows = (1...30_000).map { [Collected.Cell.text("host"), .number($0), .day($0)] }
        let written = try Collected(.csv, Collected.columns, rows)
        #expect(written.portions.count > 5)
        #expect(written.portions.dropLast().allSatisfy { (65_536..<65_636).contains($0) })
        #expect(written.text.split(separator: "\r\n").count == 30_001)
        #expect(written.text.hasSuffix("\r\nhost,30000,2052-02-20\r\n"))
    }

    @Test func `is read back by the reader as it was`() throws {
        let values = ["a,b", "x \"y\" z", "two\r\nlines\nand more", "", "ünï", " led", "\"", "'"]
        let columns = [ReportColumn("first", .text), ReportColumn("second", .text)]
        let rows = values.map { [Collected.Cell.text($0), .text($0 + "|")] }
        let text = try Collected(.csv, columns, raw: true, rows).text
        let list = try CSVList(text: text, path: "x.csv")
        #expect(list.header == ["first", "second"])
        #expect(list.rows.map { $0.cells["first"] } == values)
        #expect(list.rows.map { $0.cells["second"] } == values.map { $0 + "|" })
    }
}
