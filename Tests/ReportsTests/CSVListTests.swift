import Foundation
import Reports
import Testing

@Suite struct `A list read from CSV` {
    private func failure(_ text: String) -> (line: Int, reason: String)? {
        let error = #expect(throws: ReportError.self) { try CSVList(text: text, path: "l.csv") }
        guard case .notCSV("l.csv", let line, let reason) = error else { return nil }
        return (line, reason)
    }

    @Test(arguments: ["\n", "\r\n"])
    func `has rows with the lines they begin on`(end: String) throws {
        let lines = [
            "\u{feff}host,note", "a.example,one", "", "\"b.example\",\"two", "lines\"",
            "c.example,", "d.example,\"said \"\"x\"\"\"",
        ]
        for last in ["", end] {
            let list = try CSVList(text: lines.joined(separator: end) + last, path: "l.csv")
            #expect(list.header == ["host", "note"])
            #expect(list.rows.map(\.line) == [2, 4, 6, 7])
            let hosts = ["a.example", "b.example", "c.example", "d.example"]
            #expect(list.rows.map { $0.cells["host"] } == hosts)
            let notes = ["one", "two\(end)lines", "", "said \"x\""]
            #expect(list.rows.map { $0.cells["note"] } == notes)
        }
    }

    @Test func `keeps a last empty cell without a line end`() throws {
        #expect(
            try CSVList(text: "a,b\nx,", path: "l.csv").rows.first?.cells == ["a": "x", "b": ""])
    }

    @Test(arguments: [
        ("a,b\n\"x\ny\",1\nz\n", 4, "the row has 1 cells instead of 2"),
        ("a,b\n1,2,3\n", 2, "the row has 3 cells instead of 2"),
        ("a,a\n", 1, "two columns are named a"),
        ("a,,b\n", 1, "column 2 has no name"),
        ("", 1, "there is no header row"), ("\n\n", 1, "there is no header row"),
        ("a,b\n1,2\n\"x\"y,3\n", 3, "quotes are not in their places"),
        ("a,b\n1,\"2\n3,4\n", 2, "a quote is opened and not closed"),
        ("a,b\n\"\u{301}x\",\"y\"\n", 2, "a combining character follows a comma or quote"),
    ])
    func `that is wrong is refused with its line`(text: String, line: Int, reason: String) {
        let failure = failure(text)
        #expect(failure?.line == line)
        #expect(failure?.reason == reason)
    }

    @Test func `comes from a file, up to a limit, in UTF-8`() throws {
        let path = NSTemporaryDirectory() + "csv-list-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: ReportError.missing(path: path)) { try CSVList(path: path) }
        try Data("a\nü\n".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try CSVList(path: path, limit: 5).rows == CSVList(text: "a\nü", path: "").rows)
        #expect(throws: ReportError.tooLarge(path: path, limit: 4)) {
            try CSVList(path: path, limit: 4)
        }
        try Data([0x61, 0x0a, 0xff]).write(to: URL(fileURLWithPath: path))
        #expect(throws: ReportError.notCSV(path: path, line: 1, reason: "the file is not UTF-8")) {
            try CSVList(path: path)
        }
        #expect(CSVList.limit == 64 * 1024 * 1024)
    }
}
