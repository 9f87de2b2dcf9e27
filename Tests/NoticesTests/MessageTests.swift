import Foundation
import Notices
import TestSupport
import Testing
import Wording

@Suite struct `A composed message` {
    @Test func `has every header that a mail of a program needs`() throws {
        let head = try head(of: Samples.message())
        let expected = [
            "From: \"Seller\" <certificates@seller.example>", "To: customer@shop.example",
            "Subject: shop.example: the certificate expires",
            "Date: Thu, 8 Oct 2026 23:04:05 +0000",
            "Message-ID: <r-1.certificate-expires.4711@ledger.seller.example>",
            "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
            "Content-Type: multipart/alternative;", " boundary=\"=_ssl-ledger\"",
        ]
        #expect(head == expected)
    }

    @Test func `ends every line with CRLF and keeps it short`() throws {
        let long = String(repeating: "ü=", count: 200) + " \n" + String(repeating: "x", count: 400)
        let message = try Samples.message(
            subject: String(repeating: "word ", count: 40) + "end", text: long)
        let bytes = Array(message.text.utf8)
        for (index, byte) in bytes.enumerated() where byte == 10 || byte == 13 {
            let other = byte == 10 ? index - 1 : index + 1
            #expect(bytes.indices.contains(other) && bytes[other] == (byte == 10 ? 13 : 10))
        }
        #expect(bytes.allSatisfy { $0 < 128 })
        #expect(message.text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    }

    @Test(.enabled(if: Python.isHere))
    func `is read by an independent mail library as it was meant`() throws {
        let subject = "Läuft ab: " + String(repeating: "пример-", count: 20) + "配布"
        let text =
            "Dear customer,\n.\nüber = 100 %  \n" + String(repeating: "long ", count: 60) + "\n"
        let html = "<p>ü &amp; .</p>\n"
        let message = try Samples.message(subject: subject, text: text, html: html)
        let scratch = try TemporaryFolder()
        try scratch.write(message.text, to: "message.eml")
        let seen = try Python.parse(scratch.path + "/message.eml")
        #expect(seen == [subject, "text/plain", text, "text/html", html, "0"])
    }

    @Test(arguments: ["a\r\nBcc: x@y.example", "a\nb", "a\u{0}", "a\u{2028}b", "", "   "])
    func `takes no subject that is not one line`(_ subject: String) {
        #expect(throws: NoticeError.malformed("subject", subject)) {
            try Notice(subject: subject, text: "", html: "")
        }
    }

    @Test func `encodes a subject that looks encoded`() throws {
        let head = try head(of: Samples.message(subject: "=?UTF-8?B?AAAA?="))
        #expect(head.contains { $0.hasPrefix("Subject: =?UTF-8?B?PT9") })
    }

    @Test(arguments: [
        "", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\r\nBcc: d@e", "../a@b", ".a@b", "a@b/c", "ü@b",
        "<a@b>",
    ])
    func `takes no Message-ID that is not a plain one`(_ id: String) {
        #expect(throws: NoticeError.malformed("Message-ID", id)) { try Samples.message(id: id) }
    }

    private func head(of message: Message) throws -> [String] {
        let text = message.text.split(separator: "\r\n\r\n", maxSplits: 1)
        return try #require(text.first).split(separator: "\r\n").map(String.init)
    }
}

@Suite struct `A mail address` {
    @Test(arguments: [
        ("a.b+c@shop.example", "a.b+c@shop.example"),
        ("Shop, Inc. <info@shop.example>", "\"Shop, Inc.\" <info@shop.example>"),
        ("\"Shop\" <info@shop.example>", "\"Shop\" <info@shop.example>"),
        ("Jürgen <info@shop.example>", "=?UTF-8?B?SsO8cmdlbg==?=\r\n <info@shop.example>"),
        ("root@localhost", "root@localhost"),
    ])
    func `is written as a header has it`(_ text: String, _ written: String) throws {
        #expect(try MailAddress(text).description == written)
    }

    @Test(arguments: [
        "", "shop.example", "@shop.example", "a@", "a@@b", "a b@shop.example", "a@shop example",
        "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example",
        "X\r\nBcc: c@d.example <a@b.example>", "<a@b.example> <c@d.example>", "a@b.example>",
        "X <a@b.example> y", ".a@b.example", "a..b@c.example", "a@-b.example", "a@b..example",
        "-oQ/tmp@b.example", "\"a b\"@c.example", "ü@b.example", "a@ü.example",
        String(repeating: "a", count: 65) + "@b.example",
    ])
    func `that could be two, or a header, is refused`(_ text: String) {
        #expect(throws: NoticeError.malformed("address", text)) { try MailAddress(text) }
    }
}
