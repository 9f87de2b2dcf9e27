import Testing
import Wording
import XML

@Suite struct `A small document` {
    @Test func `becomes elements, attributes and trimmed text`() throws {
        let root = try XMLDocument.parse(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- a comment <with> things -->
            <Root xmlns="http://api.example.test/" A="1" B="" C="a&amp;b&#x20;&quot;é">
             <Item Number="7">first &lt;one&gt;</Item>
             <Other/>
             <Item><![CDATA[
             <raw> & text
             ]]></Item>
            </Root>
            """)
        #expect(root.name == "Root")
        #expect(root.attributes == ["A": "1", "B": "", "C": "a&b \"é"])
        #expect(root["A"] == "1")
        #expect(root["B"] == nil)
        #expect(root["D"] == nil)
        #expect(root.text == "")
        #expect(root.children.map(\.name) == ["Item", "Other", "Item"])
        #expect(root.first("Item")?["Number"] == "7")
        #expect(root.all("Item").map(\.text) == ["first <one>", "<raw> & text"])
        #expect(root.first("Absent") == nil)
    }

    @Test func `is matched by local names whatever the prefix`() throws {
        let root = try XMLDocument.parse("<n:Root xmlns:n='urn:x'><n:A n:b='c'/></n:Root>")
        #expect(root.name == "Root")
        #expect(root.first("A")?["b"] == "c")
    }

    @Test func `may begin with a byte order mark and end its lines with CRLF`() throws {
        let root = try XMLDocument.parse(
            "\u{FEFF}<?xml version=\"1.0\"?>\r\n<R>\r\n<A>x</A>\r\n</R>\r\n")
        #expect(root.children.map(\.text) == ["x"])
    }

    @Test func `joins the pieces of a text`() throws {
        let root = try XMLDocument.parse("<R>one<!-- c --> two<![CDATA[ three]]><A/> four</R>")
        #expect(root.text == "one two three four")
    }

    @Test func `of another declared encoding is read as the UTF-8 it must be`() throws {
        let text = "<?xml version='1.0' encoding='ISO-8859-1'?><R>é</R>"
        #expect(try XMLDocument.parse(text).text == "é")
    }
}

extension XMLDocument {
    static func parse(_ text: String, limits: XMLLimits = XMLLimits()) throws(XMLError)
        -> XMLElement
    {
        try parse(Array(text.utf8), limits: limits)
    }
}
