import Testing
import XML

@Suite struct `A stream of rows` {
    private let page = Array(
        """
        <List xmlns="urn:x">
         <SSL CertificateID="2239007" HostName="a&amp;b.test" Status="Active" Empty="" Big="99999999999999999999"/>
         <Paging>
          <TotalItems>3</TotalItems>
         </Paging>
        </List>
        """.utf8)

    @Test func `shows elements and texts with name and depth, blanks left out`() throws {
        var seen: [String] = []
        try XMLRows.read(page) { row in
            seen.append("\(row.depth) \(row.name)\(row.text.map { "=" + $0 } ?? "")")
        }
        #expect(seen == ["0 List", "1 SSL", "1 Paging", "2 TotalItems", "3 TotalItems=3"])
    }

    @Test func `gives attributes as text, number or bytes`() throws {
        var rows = 0
        try XMLRows.read(page) { row in
            guard row.isNamed("SSL") else { return }
            rows += 1
            let isText = row.isText
            #expect(!isText)
            #expect(row.integer("CertificateID") == 2_239_007)
            #expect(row.attribute("HostName") == "a&b.test")
            #expect(row.withAttribute("Status") { $0.isWord("active") } == true)
            #expect(row.withAttribute("Status") { $0.isWord("actives") } == false)
            #expect(row.withAttribute("Status") { $0.isWord("actire") } == false)
            #expect(row.attribute("Empty") == "")
            #expect(row.integer("Empty") == nil)
            #expect(row.integer("HostName") == nil)
            #expect(row.integer("Big") == nil)
            #expect(row.attribute("Absent") == nil)
            #expect(row.withAttribute("Absent") { $0.count } == nil)
            var names: [String] = []
            row.forEachAttribute { name, _ in names.append(name) }
            #expect(names == ["CertificateID", "HostName", "Status", "Empty", "Big"])
        }
        #expect(rows == 1)
    }

    @Test func `ends with the visitor's own error`() {
        struct Enough: Error {}
        var seen = 0
        #expect(throws: Enough.self) {
            try XMLRows.read(page) { _ in
                seen += 1
                if seen == 2 { throw Enough() }
            }
        }
        #expect(seen == 2)
    }

    @Test func `that is cut throws after the rows that came before`() throws {
        var seen = 0
        let error = #expect(throws: XMLError.self) {
            try XMLRows.read(Array(page.dropLast(9))) { _ in seen += 1 }
        }
        guard case .malformed(_, line: let line) = error else {
            Issue.record("gave \(String(describing: error))")
            return
        }
        #expect(line >= 5)
        #expect(seen > 0)
    }

    @Test func `does not count elements, only their size`() throws {
        var seen = 0
        let text = "<r>" + String(repeating: "<a/>", count: 200_000) + "</r>"
        try XMLRows.read(Array(text.utf8)) { _ in seen += 1 }
        #expect(seen == 200_001)
    }

    @Test func `keeps names and texts apart over the pieces libxml2 reads in`() throws {
        let texts = (0..<500).map { "<t>\($0)-\(String(repeating: "y", count: $0))</t>" }
        var seen: [String] = []
        try XMLRows.read(Array("<r>\(texts.joined(separator: "\n"))</r>".utf8)) { row in
            if let text = row.text { seen.append(text) }
        }
        #expect(seen == (0..<500).map { "\($0)-\(String(repeating: "y", count: $0))" })
    }
}
