import Foundation
import Reports
import Testing

@Suite struct `The JSON writer` {
    @Test func `writes one object a line`() throws {
        let written = try Collected(
            .json, Collected.columns,
            [
                [.text("a.example"), .number(-3), .day(22_737)],
                [.text(nil), .number(nil), .day(nil)],
            ])
        #expect(
            written.text == """
                [
                {"host":"a.example","days_left":-3,"paid_until":"2032-04-02"},
                {"host":null,"days_left":null,"paid_until":null}
                ]

                """)
    }

    @Test func `writes an empty array`() throws {
        #expect(try Collected(.json, Collected.columns, []).text == "[\n]\n")
    }

    @Test func `escapes everything that JSON demands, without guard`() throws {
        let hostile = "=\"\\/\u{0}\u{1f}\n\t\u{7f}\u{2028}ü😀"
        let columns = [ReportColumn("a\"b", .text)]
        let text = try Collected(.json, columns, [[.text(hostile)], [.text("")]]).text
        #expect(text.split(separator: "\n").count == 4)
        let rows = try JSONDecoder().decode([[String: String]].self, from: Data(text.utf8))
        #expect(rows == [["a\"b": hostile], ["a\"b": ""]])
    }
}

@Suite struct `The table writer` {
    @Test func `aligns text left and numbers right, without spaces at the end`() throws {
        let written = try Collected(
            .table, Collected.columns,
            [
                [.text("www.example.com"), .number(7), .day(22_737)],
                [.text("ü"), .number(-120), .day(nil)],
                [.text(nil), .number(nil), .day(nil)],
            ])
        #expect(
            written.text == """
                host             days_left  paid_until
                www.example.com          7  2032-04-02
                ü                     -120


                """)
    }

    @Test func `writes the header alone where there are no rows`() throws {
        #expect(
            try Collected(.table, Collected.columns, []).text
                == "host  days_left  paid_until\n")
    }

    @Test func `makes hostile characters visible`() throws {
        let written = try Collected(
            .table, [ReportColumn("c", .text)], [[.text("a\u{1b}[31m\nb\u{202e}")]])
        #expect(written.text == "c\na\\u{1b}[31m\\u{a}b\\u{202e}\n")
    }

    @Test func `takes widths from the first thousand rows and cuts nothing later`() throws {
        let columns = [ReportColumn("a", .text), ReportColumn("b", .text)]
        let rows = (1...1_002).map { number in
            [
                Collected.Cell.text(String(repeating: "x", count: number == 1_000 ? 5 : 1)),
                .text("y"),
            ]
        }
        let last: [Collected.Cell] = [.text("longer-than-sampled"), .text("y")]
        let lines = try Collected(.table, columns, rows + [last]).text
            .split(separator: "\n")
        #expect(lines.count == 1_004)
        #expect(lines[0] == "a      b")
        #expect(lines[1000] == "xxxxx  y")
        #expect(lines[1002] == "x      y")
        #expect(lines[1003] == "longer-than-sampled  y")
    }
}
