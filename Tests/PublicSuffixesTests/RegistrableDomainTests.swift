import PublicSuffixes
import Testing

@Suite struct `The registrable domain` {
    @Test(arguments: [
        ("shop.example.co.uk", "example", "co.uk"), ("example.com", "example", "com"),
        ("A.B.Example.COM", "example", "com"), ("www.harbour-demo.test", "harbour-demo", "test"),
        // A rule with a star, and its exception.
        ("a.b.city.kawasaki.jp", "city", "kawasaki.jp"), ("www.x.y.ck", "x", "y.ck"),
        ("www.ck", "www", "ck"),
        // What a company offers below its own name is no zone of a registrar.
        ("alice.github.io", "github", "io"), ("me.blogspot.com", "blogspot", "com"),
        ("www.xn--bcher-kva.example", "xn--bcher-kva", "example"),
        ("www.example.xn--p1ai", "example", "xn--p1ai"),
    ])
    func `is one label below what registrars sell names in`(
        host: String, label: String, suffix: String
    ) throws {
        let domain = try RegistrableDomain(of: host)
        #expect(domain.label == label)
        #expect(domain.suffix == suffix)
    }

    @Test(arguments: ["co.uk", "com", "test", "", ".", "a..com", ".com", "com.", "a\0b.com"])
    func `is missing where there is none`(host: String) {
        #expect(throws: PublicSuffixError.noDomain(host)) { try RegistrableDomain(of: host) }
    }

    @Test func `gives names relative to itself`() throws {
        let domain = try RegistrableDomain(of: "www.example.co.uk")
        #expect(domain.relative("_X.www.example.co.uk") == "_x.www")
        #expect(domain.relative("example.co.uk") == "@")
        #expect(domain.relative("badexample.co.uk") == nil)
        #expect(domain.relative("example.com") == nil)
    }
}
