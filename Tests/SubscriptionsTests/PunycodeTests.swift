import Subscriptions
import Testing

@Suite struct `The ASCII form of a label` {
    // RFC 3492, section 7.1, and names in use.
    @Test(arguments: [
        ("b\u{fc}cher", "xn--bcher-kva"), ("m\u{fc}nchen", "xn--mnchen-3ya"),
        ("\u{e4}", "xn--4ca"),
        (
            "\u{4ed6}\u{4eec}\u{4e3a}\u{4ec0}\u{4e48}\u{4e0d}\u{8bf4}\u{4e2d}\u{6587}",
            "xn--ihqwcrb4cv8a8dqg056pqjye"
        ),
        ("\u{441}\u{430}\u{439}\u{442}", "xn--80aswg"), ("\u{430}pple", "xn--pple-43d"),
    ])
    func `is that of the standard, there and back`(_ label: String, _ ascii: String) {
        #expect(Punycode.aLabel(of: label) == ascii)
        #expect(Punycode.label(ofALabel: ascii) == label)
    }

    @Test func `of plain letters is the label`() {
        #expect(Punycode.aLabel(of: "www") == "www")
    }

    @Test(arguments: [
        "www", "xn--", "xn--a-", "xn--\u{e4}", "xn--99999999999",
        "xn--zzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
    ])
    func `stands for nothing where it is none`(_ text: String) {
        #expect(Punycode.label(ofALabel: text) == nil)
    }
}
