import Testing

@testable import Sandbox

@Suite struct `The setting of a fault` {
    /// Which of so many calls one rule disturbs.
    private static func pattern(_ rule: String, seed: UInt64, calls: Int) throws -> [Bool] {
        var faults = Faults([try FaultRule(option: rule)], seed: seed)
        return (0..<calls).map { _ in faults.take(.rate405) }
    }

    @Test(arguments: [
        ("rate405", [true, false, false, false]), ("rate405,count=0", [false, false]),
        ("rate405,count=2", [true, true, false, false]),
        ("rate405,skip=1", [false, true, false, false]),
        ("rate405,skip=2,count=2", [false, false, true, true, false]),
        ("rate405,probability=1", [true, true, true, true]),
        ("rate405,probability=0", [false, false, false, false]),
        ("rate405,probability=1,count=1", [true, false, false]), ("html200", [false, false]),
    ])
    func `says how often it happens`(rule: String, pattern: [Bool]) throws {
        #expect(try Self.pattern(rule, seed: 1, calls: pattern.count) == pattern)
    }

    @Test func `with a seed gives the same sequence, and about as often as asked`() throws {
        let rule = "rate405,probability=0.3"
        let first = try Self.pattern(rule, seed: 11, calls: 1000)
        #expect(try Self.pattern(rule, seed: 11, calls: 1000) == first)
        #expect(try Self.pattern(rule, seed: 12, calls: 1000) != first)
        #expect((250...350).contains(first.count { $0 }))
    }

    @Test func `lets two faults of one seed not happen together`() throws {
        var faults = Faults(
            [
                try FaultRule(option: "rate405,probability=0.5"),
                try FaultRule(option: "html200,probability=0.5"),
            ], seed: 3)
        let both = (0..<100).map { _ in (faults.take(.rate405), faults.take(.html200)) }
        #expect(both.contains { $0.0 != $0.1 })
    }

    @Test func `for one command leaves the others alone, and may stand beside another`() throws {
        var faults = Faults(
            [
                try FaultRule(option: "error,number=1,command=NAMECHEAP.ssl.GETLIST"),
                try FaultRule(option: "error,number=2,command=namecheap.ssl.getInfo"),
                try FaultRule(option: "error,number=3,skip=1"),
            ], seed: 3)
        var numbers: [Int?] = []
        for command in ["namecheap.SSL.getinfo", "x", "namecheap.ssl.getList", "x", "x"] {
            Faults.$command.withValue(command.lowercased()) {
                numbers.append(faults.rule(taking: .error)?.number)
            }
        }
        #expect(numbers == [2, nil, 1, 3, nil])
        #expect(faults.rules.isEmpty)
        #expect(faults.happened == [.error: 3])
    }

    @Test(arguments: [
        "rain", "", "rate405,count=-1", "rate405,count=few", "rate405,count", "rate405,often=1",
        "rate405,probability=1.1", "rate405,probability=nan", "rate405,command=nothing",
        "error", "error,number=0", "delay,milliseconds=-1", "dribble,milliseconds=0",
        "rate405,skip=-1", "tlsAlert,command=namecheap.ssl.getList",
    ])
    func `is refused where it is wrong`(rule: String) {
        let error = #expect(throws: SandboxError.self) { try FaultRule(option: rule) }
        #expect(error?.happened.contains("--fault") == true)
    }

    @Test func `is shown, and cleared one by one or whole`() async throws {
        try await OfflineNamecheap.run(certificates: 0) {
            $0.faults = (try? [FaultRule(option: "rate429,probability=0.5,skip=2")]) ?? []
            $0.faultSeed = 5
        } _: { namecheap async throws in
            let start =
                "{\"happened\":{},\"seed\":5,\"set\":[{\"name\":\"rate429\","
                + "\"probability\":0.5,\"skip\":2}"
            #expect(try await namecheap.control("GET", "faults").text == start + "]}\n")
            let set = try await namecheap.control(
                "POST", "faults",
                [
                    ("name", "error"), ("number", "4"), ("text", "x"), ("count", "3"),
                    ("command", "namecheap.ssl.getlist"),
                ])
            let more =
                start + ",{\"command\":\"namecheap.ssl.getlist\",\"count\":3,\"name\":\"error\","
                + "\"number\":4,\"probability\":1,\"skip\":0,\"text\":\"x\"}]}\n"
            #expect(set.text == more)
            #expect(
                try await namecheap.control("DELETE", "faults?name=error").text == start + "]}\n")
            let none = "{\"happened\":{},\"seed\":5,\"set\":[]}\n"
            #expect(try await namecheap.control("DELETE", "faults").text == none)
            #expect(try await namecheap.control("DELETE", "faults?name=rain").status == 400)
        }
    }

    @Test func `of TLS is refused where there is none`() async throws {
        try await OfflineNamecheap.run(certificates: 0) { namecheap async throws in
            let wrong = try await namecheap.control("POST", "faults", [("name", "tlsAlert")])
            #expect(wrong.status == 400)
        }
    }
}
