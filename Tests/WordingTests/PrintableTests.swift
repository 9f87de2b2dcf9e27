import Testing
import Wording

@Suite struct `Hostile text` {
    @Test(arguments: [
        ("Invalid request IP: 203.0.113.44", "Invalid request IP: 203.0.113.44"),
        ("Größe 証明書 é", "Größe 証明書 é"),
        ("\u{1B}[2Jgone", "\\u{1b}[2Jgone"),
        ("a\nb\r\nc\0", "a\\u{a}b\\u{d}\\u{a}c\\u{0}"),
        ("moc.\u{202E}elgoog", "moc.\\u{202e}elgoog"),
        ("zero\u{200B}width", "zero\\u{200b}width"),
        ("\u{2028}\u{E000}", "\\u{2028}\\u{e000}"),
    ])
    func `shows what a terminal would act on`(text: String, shown: String) {
        #expect(text.printable() == shown)
    }

    @Test func `is cut to the limit and says so`() {
        #expect("abcdef".printable(limit: 3) == "abc…")
        #expect("abc".printable(limit: 3) == "abc")
        #expect(String(repeating: "x", count: 1_000_000).printable().count == 301)
    }
}
