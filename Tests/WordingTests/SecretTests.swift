import Testing
import Wording

@Suite struct `A secret` {
    private struct Holder {
        let name = "shop"
        let key: Secret
    }

    @Test func `shows as dots however text is made of it`() {
        let secret = Secret("k3y-value")
        var dumped = ""
        dump(Holder(key: secret), to: &dumped)
        let texts = [
            "\(secret)", String(describing: secret), String(reflecting: secret), dumped,
            "\(Holder(key: secret))", "\(Optional(secret) as Any)", "\([secret])",
        ]
        for text in texts { #expect(!text.contains("k3y"), "\(text)") }
        #expect("\(secret)" == "•••")
        #expect(secret.exposed == "k3y-value")
    }

    @Test func `is taken out of a text, plain and percent-encoded`() {
        let secret = Secret("a+b/c=é")
        let text = "key=a+b/c=é&again=a%2Bb%2Fc%3D%C3%A9 end a+b/c=é"
        #expect(secret.redacted(from: text) == "key=•••&again=••• end •••")
        #expect(secret.redacted(from: "a+b/c") == "a+b/c")
    }

    @Test func `leaves a text alone when it is empty`() {
        #expect(Secret("").redacted(from: "some text") == "some text")
    }
}
