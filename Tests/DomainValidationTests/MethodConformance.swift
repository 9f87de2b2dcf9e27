import DomainValidation
import Foundation
import Testing

/// One method set up in a folder of its own, with a way to see what is in public.
struct MethodUnderTest: Sendable, CustomTestStringConvertible {
    let type: any ValidationMethod.Type
    let make: @Sendable (Scratch) throws -> any ValidationMethod
    /// The file that shows what is published, below the folder; it holds the value.
    let shown: @Sendable (ValidationRecord) -> String

    var testDescription: String { type.name }

    static let all = [
        MethodUnderTest(
            type: HookValidation.self,
            make: { scratch in
                let body = """
                    if [ "$1" = publish ]; then printf %s "$SSL_RECORD_VALUE" > \(scratch.path)/$4
                    else rm -f "\(scratch.path)/$4"; fi
                    """
                return HookValidation(
                    program: try scratch.script("hook", body), timeLimit: .seconds(20))
            },
            shown: { record in
                switch record.kind {
                case .cname(let owner, _): owner
                case .file(let name, _): name
                }
            }),
        MethodUnderTest(
            type: WebrootFile.self, make: { WebrootFile(webroot: $0.path) },
            shown: { record in
                guard case .file(let name, _) = record.kind else { return "" }
                return WebrootFile.path(of: name)
            }),
    ]
}

/// What every method promises; a new method adds its line to `MethodUnderTest.all`.
@Suite struct `Every validation method` {
    @Test func `is set up for this suite`() {
        let tested = MethodUnderTest.all.map { $0.type.name }
        #expect(tested == ValidationMethods.all.map { $0.name })
        #expect(Set(tested).count == tested.count)
        #expect(ValidationMethods.all.allSatisfy { !$0.proofs.isEmpty })
    }

    @Test(arguments: MethodUnderTest.all)
    func `shows what it publishes until it is removed, and may do both twice`(
        _ subject: MethodUnderTest
    ) async throws {
        for (record, value) in Self.records where subject.type.proofs.contains(record.proof) {
            let scratch = try Scratch()
            let method = try subject.make(scratch)
            let file = subject.shown(record)
            for _ in 1...2 {
                try await method.publish(record)
                #expect(try scratch.text(of: file) == value)
            }
            for _ in 1...2 {
                try await method.remove(record)
                #expect(!scratch.contains(file))
            }
        }
    }

    @Test(arguments: MethodUnderTest.all)
    func `refuses the proofs it does not serve`(_ subject: MethodUnderTest) async throws {
        for (record, _) in Self.records where !subject.type.proofs.contains(record.proof) {
            let method = try subject.make(try Scratch())
            let expected = DomainValidationError.notServed(by: subject.type.name, record.proof)
            await #expect(throws: expected) { try await method.publish(record) }
            await #expect(throws: expected) { try await method.remove(record) }
        }
    }

    @Test(arguments: MethodUnderTest.all)
    func `refuses a malformed record and touches nothing`(_ subject: MethodUnderTest) async throws {
        let kinds: [ValidationRecord.Kind] = [
            .file(name: "../escape", content: "x"), .file(name: ".htaccess", content: "x"),
            .cname(owner: "../escape", target: "a.example"),
        ]
        for kind in kinds {
            let scratch = try Scratch()
            let method = try subject.make(scratch)
            let before = try scratch.names()
            let record = ValidationRecord(name: "shop.example", kind: kind, reference: "R-1")
            await #expect(throws: DomainValidationError.self) { try await method.publish(record) }
            await #expect(throws: DomainValidationError.self) { try await method.remove(record) }
            #expect(try scratch.names() == before)
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
