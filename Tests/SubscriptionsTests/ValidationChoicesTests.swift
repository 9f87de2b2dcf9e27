import Subscriptions
import Testing

@Suite struct `Choices of validation` {
    @Test(arguments: [
        ("cname", ""), ("email", "approver=admin@shop.test"),
        ("file", "approver=hostmaster@shop.test api.shop.test=cname www.shop.test=email"),
    ])
    func `come back from the ledger as they were`(method: String, further: String) {
        let choices = ValidationChoices(method: method, further: further)
        #expect(choices.method.rawValue == method && choices.further == further)
        #expect(choices.text == (further.isEmpty ? method : "\(method) \(further)"))
    }

    @Test func `hold for all names but those that have their own`() {
        var choices = ValidationChoices(.cname)
        choices.set(.file, for: "www.shop.test")
        choices.set(.cname, for: "shop.test")
        #expect(choices.further == "www.shop.test=file")
        #expect(choices.method(of: "www.shop.test") == .file)
        #expect(choices.method(of: "shop.test") == .cname)
        #expect(choices.use(.file, for: ["shop.test", "www.shop.test"]))
        #expect(!choices.use(.email, for: ["shop.test", "www.shop.test"]))
        #expect(choices.replacing(.cname, with: .file) == ValidationChoices(.file))
    }

    @Test(arguments: [
        (nil, "www.shop.test", "admin@www.shop.test"), (nil, "*.shop.test", "admin@shop.test"),
        ("postmaster@shop.test", "www.shop.test", "postmaster@shop.test"),
        ("postmaster@shop.test", "*.shop.test", "postmaster@shop.test"),
        ("postmaster@shop.test", "www.workshop.test", "admin@www.workshop.test"),
    ])
    func `let only an owner of the name approve it`(
        approver: String?, name: String, address: String
    ) {
        var choices = ValidationChoices(.email)
        choices.approver = approver
        #expect(choices.approver(of: name) == address)
    }

    @Test func `prove no wildcard by a file`() {
        #expect(ValidationChoices(.file).impossible(["*.a.test", "a.test"]) == ["*.a.test"])
        #expect(ValidationChoices(.cname).impossible(["*.a.test"]).isEmpty)
    }
}
