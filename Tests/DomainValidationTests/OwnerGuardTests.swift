import DomainValidation
import Testing
import Wording

@Suite struct `The guard of owner names` {
    private let names = ["shop.example", "*.pay.shop.example", "www.other.example"]

    @Test(arguments: [
        ("shop.example", "_0a1b2c.shop.example"),
        ("*.pay.shop.example", "_0A1B2C.Pay.Shop.Example"),
        ("www.other.example", "_0a1b2c.shop.example"),
        ("SHOP.example", "_dnsauth.www.other.example"),
    ])
    func `lets a label directly below one of the names pass`(_ name: String, _ owner: String) throws
    {
        try OwnerGuard.check(cname(name, owner: owner), names: names)
    }

    @Test(arguments: [
        "_0a1b2c.example", "_0a1b2c.other.example", "_a.b.shop.example", "_a._b.shop.example",
        "_a.evilshop.example", "_a.shop.example.evil.example", "_a.www.shop.example",
    ])
    func `refuses an owner that is not directly below one`(_ owner: String) {
        let error = #expect(throws: DomainValidationError.self) {
            try OwnerGuard.check(cname("shop.example", owner: owner), names: names)
        }
        #expect(error?.retry == .never)
        #expect(error?.happened.contains(owner) == true)
    }

    @Test(arguments: [
        "shop.example", "a.shop.example", "*.shop.example", "_a", "", "_a.shop.example.",
        "_a..shop.example", "_a b.shop.example", "_a;id.shop.example", "_-.shop.example",
        "_a\n.shop.example", "_ä.shop.example",
        "_" + String(repeating: "a", count: 63) + ".shop.example",
    ])
    func `refuses an owner that is no underscore label in front of a name`(_ owner: String) {
        #expect(throws: DomainValidationError.malformed("CNAME host", owner)) {
            try OwnerGuard.check(cname("shop.example", owner: owner), names: names)
        }
    }

    @Test(arguments: [
        "", "target", "a..example", "a.example.", "-a.example", "a-.example", "a b.example",
        "a.example\u{0}", "ä.example", "10.0.0.1/8", "$(id).example",
        String(repeating: "a.", count: 130) + "example",
    ])
    func `refuses a target that is no hostname`(_ target: String) {
        #expect(throws: DomainValidationError.malformed("CNAME target", target)) {
            try OwnerGuard.check(cname("shop.example", target: target), names: names)
        }
    }

    @Test func `refuses a record for a name the subscription does not hold`() {
        #expect(throws: DomainValidationError.foreignName("pay.shop.example")) {
            try OwnerGuard.check(
                cname("pay.shop.example", owner: "_a.pay.shop.example"), names: names)
        }
    }

    @Test(arguments: ["0A1B2C.txt", "fileauth.txt", "a_b-c", "0"])
    func `lets plain file names pass`(_ file: String) throws {
        try OwnerGuard.check(record("shop.example", .file(name: file, content: "x")), names: names)
    }

    @Test(arguments: [
        "", ".", "..", ".htaccess", "../x", "a/b", "a\\b", "a b", "a\0", "a\n", "-rf", "ä.txt",
        String(repeating: "a", count: 201),
    ])
    func `refuses a file name that is not plain`(_ file: String) {
        #expect(throws: DomainValidationError.malformed("file name", file)) {
            try OwnerGuard.check(
                record("shop.example", .file(name: file, content: "x")), names: names)
        }
    }

    @Test(arguments: ["", "a\0b", "a\u{1B}[0m", "ü", String(repeating: "a", count: 4_097)])
    func `refuses content that is not a short plain text`(_ content: String) {
        #expect(throws: DomainValidationError.malformed("file content", content)) {
            try OwnerGuard.check(
                record("shop.example", .file(name: "a.txt", content: content)), names: names)
        }
    }

    @Test func `refuses a file as proof of a wildcard`() {
        let wildcard = "*.pay.shop.example"
        #expect(throws: DomainValidationError.wildcardByFile(wildcard)) {
            try OwnerGuard.check(
                record(wildcard, .file(name: "a.txt", content: "x")), names: names)
        }
    }

    private func cname(
        _ name: String, owner: String = "_a.shop.example", target: String = "b.c.dcv.example"
    ) -> ValidationRecord {
        record(name, .cname(owner: owner, target: target))
    }

    private func record(_ name: String, _ kind: ValidationRecord.Kind) -> ValidationRecord {
        ValidationRecord(name: name, kind: kind, reference: "R-1")
    }
}
