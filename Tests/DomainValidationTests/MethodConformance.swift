import DomainValidation
import Testing
import Wording

/// What every method promises; a new method adds its line to `MethodUnderTest.all`.
@Suite struct `Every validation method` {
    @Test func `is set up for this suite`() {
        let tested = MethodUnderTest.all.map { $0.type.name }
        #expect(tested == ValidationMethods.all.map { $0.name })
        #expect(Set(tested).count == tested.count)
        #expect(ValidationMethods.all.allSatisfy { !$0.proofs.isEmpty })
    }

    @Test(arguments: MethodUnderTest.installed)
    func `shows what it publishes until it is removed, and may do both twice`(
        _ subject: MethodUnderTest
    ) async throws {
        for (record, value) in Self.records where subject.type.proofs.contains(record.proof) {
            try await subject.run { place in
                for _ in 1...2 {
                    try await place.method.publish(record)
                    #expect(try await place.shown(record) == value)
                }
                for _ in 1...2 {
                    try await place.method.remove(record)
                    #expect(try await place.shown(record) == nil)
                }
            }
        }
    }

    @Test(arguments: MethodUnderTest.installed)
    func `leaves nothing where it throws, and what was there`(_ subject: MethodUnderTest)
        async throws
    {
        for (record, value) in Self.records where subject.type.proofs.contains(record.proof) {
            try await subject.run { place in
                let before = try await place.everything()
                let error = await #expect(throws: DomainValidationError.self) {
                    try await place.broken.publish(record)
                }
                #expect(error?.retry == .later)
                #expect(try await place.everything() == before)
                try await place.method.publish(record)
                await #expect(throws: DomainValidationError.self) {
                    try await place.broken.remove(record)
                }
                #expect(try await place.shown(record) == value)
            }
        }
    }

    @Test(arguments: MethodUnderTest.installed)
    func `refuses the proofs it does not serve`(_ subject: MethodUnderTest) async throws {
        for (record, _) in Self.records where !subject.type.proofs.contains(record.proof) {
            let expected = DomainValidationError.notServed(by: subject.type.name, record.proof)
            try await subject.run { place in
                await #expect(throws: expected) { try await place.method.publish(record) }
                await #expect(throws: expected) { try await place.method.remove(record) }
            }
        }
    }

    @Test(arguments: MethodUnderTest.installed)
    func `refuses a malformed record and touches nothing`(_ subject: MethodUnderTest) async throws {
        let kinds: [ValidationRecord.Kind] = [
            .file(name: "../escape", content: "x"), .file(name: ".htaccess", content: "x"),
            .cname(owner: "../escape", target: "a.example"),
            .cname(owner: "_a.shop.example", target: "a.example\nsend"),
        ]
        try await subject.run { place in
            let before = try await place.everything()
            for kind in kinds {
                let record = ValidationRecord(name: "shop.example", kind: kind, reference: "R-1")
                for act in [place.method.publish, place.method.remove] {
                    await #expect(throws: DomainValidationError.self) { try await act(record) }
                }
            }
            #expect(try await place.everything() == before)
        }
    }

    static let records: [(ValidationRecord, String)] = [
        (
            ValidationRecord(
                name: "shop.example", kind: .file(name: "0A1B.txt", content: "hash\ndcv.example\n"),
                reference: "R-1"), "hash\ndcv.example\n"
        ),
        (
            ValidationRecord(
                name: "*.shop.example",
                kind: .cname(owner: "_0a1b.shop.example", target: "c.d.dcv.example"),
                reference: "R-1"), "c.d.dcv.example"
        ),
    ]
}
