import Testing
import Wording
import XML

@Suite struct `A hostile document` {
    @Test(arguments: ["", " \n\t ", "\u{FEFF}", "\u{FEFF}\n"])
    func `that is empty is called so`(text: String) {
        #expect(throws: XMLError.empty) { try XMLDocument.parse(text) }
    }

    @Test(arguments: [
        "<!DOCTYPE html><html/>",
        "<?xml version='1.0'?>\n<!-- c -->\n<!DOCTYPE r [<!ENTITY a 'b'>]>\n<r>&a;</r>",
        "<?xml version='1.0'?><!doctype r SYSTEM 'file:///etc/passwd'><r/>",
    ])
    func `with a document type is refused`(text: String) throws {
        let error = try failure(of: text)
        guard case .documentType = error else {
            Issue.record("gave \(error)")
            return
        }
    }

    @Test func `with an entity bomb is refused at once`() throws {
        let entities = (1...20).map { level in
            "<!ENTITY e\(level) \"" + String(repeating: "&e\(level - 1);", count: 10) + "\">"
        }
        let bomb =
            "<?xml version='1.0'?>\n\n<!DOCTYPE r [<!ENTITY e0 'x'>\(entities.joined())]>\n"
            + "<r a='&e20;'>&e20;</r>"
        #expect(try failure(of: bomb) == .documentType(line: 3))
    }

    @Test(arguments: [
        "<r>&unknown;</r>", "<r a='&unknown;'/>", "<r>", "<r><a></r>", "<r/><r/>", "<r", "<r a='1",
        "<r a='1' a='2'/>", "plain text", "<r>\u{1}</r>", "<r><![CDATA[cut", "<r a=1/>",
        "{\"json\": true}", "<r>&#0;</r>", "<r/>rest", "<!-- only -->",
        "<r><?xml version='1.0'?></r>",
    ])
    func `that is not well-formed is refused with a line and a reason`(text: String) throws {
        let error = try failure(of: text)
        guard case .malformed(let reason, let line) = error else {
            Issue.record("gave \(error)")
            return
        }
        #expect(line == 1)
        #expect(!reason.isEmpty)
    }

    @Test func `cut anywhere is refused`() throws {
        let whole = Array("<r a='1'>\n <b c='2'>text</b>\n <d><![CDATA[e]]></d>\n</r>".utf8)
        for length in 1..<whole.count {
            #expect(throws: XMLError.self, "\(length)") {
                try XMLDocument.parse(Array(whole.prefix(length)))
            }
        }
        #expect(try XMLDocument.parse(whole).children.count == 2)
    }

    @Test func `with bytes that are no UTF-8 is refused without showing them`() throws {
        let broken: [[UInt8]] = [[0xE9], [0xC0, 0xAF], [0xFF, 0xFE], [0xED, 0xA0, 0x80]]
        for bytes in broken {
            let document = Array("<r>\n\n".utf8) + bytes + Array("</r>".utf8)
            let error = try #require(
                #expect(throws: XMLError.self) { try XMLDocument.parse(document) })
            guard case .malformed(_, let line) = error else {
                Issue.record("gave \(error)")
                continue
            }
            #expect(line == 3)
            #expect(error.explanation.allSatisfy { $0.isASCII && !$0.isNewline })
        }
    }

    @Test func `in UTF-16 is refused`() {
        let bytes: [UInt8] = [0xFF, 0xFE] + "<r/>".utf8.flatMap { [$0, 0] }
        #expect(throws: XMLError.nulByte(line: 1)) { try XMLDocument.parse(bytes) }
    }

    @Test func `with a NUL byte is refused with its line`() {
        #expect(throws: XMLError.nulByte(line: 2)) { try XMLDocument.parse("<r>\n\0</r>") }
    }

    @Test func `of a hundred thousand levels is refused at the limit`() throws {
        let deep = String(repeating: "<a>\n", count: 100_000)
        let closed = deep + String(repeating: "</a>", count: 100_000)
        for text in [deep, closed] {
            #expect(try failure(of: text) == .limitExceeded(.depth, line: 33))
        }
    }

    @Test func `may be exactly as deep as the limit`() throws {
        let text = String(repeating: "<a>", count: 32) + String(repeating: "</a>", count: 32)
        #expect(try XMLDocument.parse(text).children.count == 1)
        #expect(throws: XMLError.limitExceeded(.depth, line: 1)) {
            try XMLDocument.parse("<a>" + text + "</a>")
        }
    }

    @Test func `of fifty megabytes is refused by its size`() {
        let body = [UInt8](repeating: UInt8(ascii: " "), count: 52_428_800)
        #expect(throws: XMLError.tooManyBytes(count: 52_428_800, limit: 8_388_608)) {
            try XMLDocument.parse(body)
        }
    }

    /// Comparing each of a million attributes with all others would take minutes.
    @Test func `with a million attributes in one tag is refused before they are compared`() throws {
        let attributes = (0..<1_000_000).map { "a\($0)=''" }.joined(separator: " ")
        var limits = XMLLimits()
        limits.bytes = 50_000_000
        #expect(throws: XMLError.limitExceeded(.text, line: 1)) {
            try XMLDocument.parse("<r \(attributes)/>", limits: limits)
        }
    }

    @Test func `with more attributes than the limit is refused`() throws {
        func document(_ count: Int) -> String {
            "<r \((0..<count).map { "a\($0)=''" }.joined(separator: " "))/>"
        }
        #expect(try XMLDocument.parse(document(64)).attributes.count == 64)
        #expect(try failure(of: document(65)) == .limitExceeded(.attributes, line: 1))
    }

    @Test(arguments: [
        "<r>" + String(repeating: "x", count: 70_000) + "</r>",
        "<r><![CDATA[" + String(repeating: "<", count: 70_000) + "]]></r>",
        "<r a='" + String(repeating: "x", count: 70_000) + "'/>",
    ])
    func `with a text longer than the limit is refused`(text: String) throws {
        #expect(try failure(of: text) == .limitExceeded(.text, line: 1))
    }

    @Test func `with more elements than the limit is refused as a tree`() throws {
        let text = "<r>" + String(repeating: "<a/>", count: 100_000) + "</r>"
        guard case .limitExceeded(.elements, _) = try failure(of: text) else {
            Issue.record("a tree of 100,001 elements was made")
            return
        }
    }

    @Test func `is explained in one printable line`() throws {
        let error = try failure(of: "<r><\u{202E}evil\u{1B}[2J></r>")
        #expect(!error.explanation.contains("\u{1B}"))
        #expect(!error.explanation.contains("\u{202E}"))
        #expect(!error.explanation.contains("\n"))
    }

    private func failure(of text: String) throws -> XMLError {
        try #require(#expect(throws: XMLError.self) { try XMLDocument.parse(text) })
    }
}
