import Testing

@Suite struct `The table of rings` {
    @Test func `names exactly the targets of the package and what they depend on`() throws {
        let targets = try Manifest.read().targets.filter(\.isInSources)
        #expect(Set(targets.map(\.name)) == Set(Rings.all.map(\.target)))
        #expect(targets.count == Rings.all.count)
        for target in targets {
            let ring = try #require(Rings.all.first { $0.target == target.name })
            #expect(target.needs == ring.ours.union(ring.packages), "\(target.name)")
        }
    }

    @Test(arguments: Rings.all)
    func `covers every import of`(ring: Ring) throws {
        let platform = ring.target == "Subscriptions" ? [] : Rings.platform
        let allowed = ring.ours.union(ring.packages).union(platform)
        for file in try Repository.swiftFiles(below: "Sources/\(ring.target)") {
            for module in file.imports where !allowed.contains(module) {
                Issue.record("\(file.path) imports \(module)")
            }
        }
    }

    @Test func `covers every file of Sources`() throws {
        let targets = try Repository.swiftFiles(below: "Sources").map(\.target)
        #expect(Set(targets).isSubset(of: Rings.all.map(\.target)))
    }

    @Test func `lets arrows point downward only`() {
        for (index, ring) in Rings.all.enumerated() {
            let below = Set(Rings.all[..<index].map(\.target))
            #expect(ring.ours.isSubset(of: below), "\(ring.target)")
        }
    }

    @Test func `keeps adapters apart, and the rules from everything but words`() {
        for ring in Rings.all where Rings.adapters.contains(ring.target) {
            #expect(ring.ours.isDisjoint(with: Rings.adapters), "\(ring.target)")
        }
        #expect(Rings.all.first { $0.target == "Subscriptions" }?.ours == ["Wording"])
        #expect(Rings.all.first { $0.target == "Subscriptions" }?.packages == [])
    }

    @Test(arguments: [
        ("CCurl", ["HTTP", "SMTP"]), ("CLibXML", ["XML"]), ("CResolv", ["DNS"]),
        ("CPSL", ["PublicSuffixes"]), ("GRDB", ["CertificateLedger"]),
        ("GRDBSQLite", ["CertificateLedger"]), ("Mustache", ["Notices"]),
        ("Subprocess", ["Processes"]),
    ])
    func `lets few targets of the night know a library`(module: String, targets: [String]) throws {
        let importing = try Repository.swiftFiles(below: "Sources").filter {
            // The sandbox is a program of its own: no program that runs at night links it.
            $0.imports.contains(module) && $0.target != "Sandbox"
        }
        #expect(importing.allSatisfy { targets.contains($0.target) })
        let allowed = Rings.all.filter { $0.target != "Sandbox" }.filter {
            $0.ours.union($0.packages).contains(module)
        }
        #expect(!importing.isEmpty)
        #expect(allowed.map(\.target) == targets)
    }
}
