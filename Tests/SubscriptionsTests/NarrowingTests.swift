import Subscriptions
import Testing

@Suite struct `A host pattern` {
    @Test(arguments: [
        ("www.example.com", "www.example.com", true), ("WWW.example.com", "www.EXAMPLE.com", true),
        ("www.example.com", "www.example.com.", false), ("example.com", "www.example.com", false),
        ("*.example.com", "www.example.com", true), ("*.example.com", "a.b.example.com", true),
        ("*.example.com", "*.example.com", true), ("*.example.com", "example.com", false),
        ("*", "anything.test", true), ("shop*", "shop.test", true), ("shop*", "ashop.test", false),
        ("*shop*.test", "my-shop-2.test", true), ("a*b*c", "abbbc", true),
        ("a*b*c", "abcb", false), ("**", "", true), ("a*", "", false),
    ])
    func `fits a whole name`(pattern: String, host: String, fits: Bool) throws {
        #expect(try #require(HostPattern(pattern)).matches(host) == fits)
    }

    @Test(arguments: ["", " ", "a b", "a/b", "www.exämple.test", "a\u{7}", "a?b", "[a]"])
    func `is of the characters of host names`(text: String) {
        #expect(HostPattern(text) == nil)
    }

    @Test func `of many stars takes no time`() throws {
        let pattern = try #require(HostPattern(String(repeating: "*a", count: 100)))
        #expect(!pattern.matches(String(repeating: "a", count: 99) + "b"))
    }
}

@Suite struct `The narrowing of a run` {
    /// Five subscriptions; the last has the reference that is the host of the first.
    private static let candidates = [
        candidate("S-1", 101, ["www.one.test", "one.test"]),
        candidate("S-2", 102, ["*.two.test"], product: "PositiveSSL Wildcard"),
        candidate("103", 104, ["three.test"], module: "second"),
        candidate("S-4", 103, ["four.test"]),
        candidate("www.one.test", 105, ["five.test"]),
    ]

    private static func candidate(
        _ reference: String, _ number: Int, _ names: [String], module: String = "main",
        product: String = "PositiveSSL"
    ) -> Narrowing.Candidate {
        Narrowing.Candidate(
            reference: reference, numbers: [number], names: names, module: module,
            product: product)
    }

    private func selected(
        _ narrowing: Narrowing
    ) -> (references: [String], complaint: String?) {
        var tally = NarrowingTally(narrowing)
        let found = Self.candidates.filter { tally.admits($0) }.map(\.reference)
        return (found, tally.complaint)
    }

    private static let cases: [(Narrowing.Name.Kind, String, [String])] = [
        (.any, "S-1", ["S-1"]), (.any, "101", ["S-1"]), (.any, "one.test", ["S-1"]),
        (.any, "*.one.test", ["S-1"]), (.any, "*.two.test", ["S-2"]),
        (.any, "a.two.test", []), (.any, "s-1", []),
        (
            .any, "*",
            [
                "S-1", "S-2", "103", "S-4", "www.one.test",
            ]
        ),
        (.reference, "103", ["103"]), (.reference, "www.one.test", ["www.one.test"]),
        (.number, "103", ["S-4"]), (.host, "www.one.test", ["S-1"]), (.number, "S-1", []),
        (.host, "S-1", []), (.reference, "*", []),
    ]

    @Test(arguments: cases.indices)
    func `takes a name for what it may mean`(index: Int) {
        let (kind, text, references) = Self.cases[index]
        let result = selected(Narrowing(names: [.init(kind, text, place: "list:7")]))
        #expect(result.references == references)
        #expect((result.complaint == nil) == !references.isEmpty)
        if references.isEmpty { #expect(result.complaint?.contains("\(text) (list:7)") == true) }
    }

    @Test(arguments: ["103", "www.one.test"])
    func `refuses a word that means two things`(word: String) {
        let complaint = selected(Narrowing(names: [.init(.any, word)])).complaint
        #expect(
            complaint?.contains("\(word): the reference, certificate or host of different") == true)
    }

    @Test func `adds names up, and narrows them by module and product`() {
        let names: [Narrowing.Name] = [.init(.any, "S-1"), .init(.any, "*.two.test")]
        #expect(selected(Narrowing(names: names)).references == ["S-1", "S-2"])
        let wild = selected(Narrowing(names: names, products: ["positivessl WILDCARD"]))
        #expect(wild.references == ["S-2"])
        #expect(wild.complaint == "no subscription is meant by S-1")
        let second = selected(Narrowing(modules: ["second"]))
        #expect(second.references == ["103"] && second.complaint == nil)
        #expect(
            selected(Narrowing(modules: ["third"], products: ["x"])).complaint
                == "no subscription is meant by module third, product x")
    }

    @Test func `of nothing is everything`() {
        #expect(Narrowing.everything.isEverything)
        #expect(selected(.everything).references.count == Self.candidates.count)
        #expect(selected(.everything).complaint == nil)
    }

    @Test func `lists no more words than a person reads, made harmless`() {
        let names = (0..<50).map { Narrowing.Name(.any, "gone\u{1b}\($0)") }
        let complaint = selected(Narrowing(names: names)).complaint ?? ""
        #expect(complaint.hasSuffix(" and 10 more"))
        #expect(complaint.contains("gone\\u{1b}39") && !complaint.contains("\u{1b}"))
    }
}
