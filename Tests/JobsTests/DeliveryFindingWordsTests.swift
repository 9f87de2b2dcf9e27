import KeyStore
import Testing

@testable import Jobs

@Suite struct `What speaks against a certificate` {
    private static let cases: [(DeliveryFinding, String)] = [
        (.wrongKey(delivered: "ab12"), "its key is not the one that was sent"),
        (.namesMissing(["a.test", "b.test"]), "it lacks a.test, b.test"),
        (
            .namesExtra((1...7).map { "n\($0).test" }),
            "it has names that nobody asked for: n1.test, n2.test, n3.test, n4.test, n5.test and 2"
                + " more"
        ),
        (.chainBroken(reason: "R3 has expired"), "its chain does not verify: R3 has expired"),
        (
            .notLater(previous: 1_795_144_620, delivered: 1_790_000_000),
            "it ends on 2026-09-21, not later than the one before it (2026-11-20)"
        ),
        (.alreadyExpired(notAfter: 1_790_000_000), "it ended on 2026-09-21"),
        (.sandboxOverReal, "it comes from a sandbox, and the live one is real"),
    ]

    @Test(arguments: cases.indices)
    func `is said in words`(index: Int) {
        #expect(Self.cases[index].0.words == Self.cases[index].1)
    }

    @Test func `is one line`() {
        let findings: [DeliveryFinding] = [.namesMissing(["a\n.test"]), .sandboxOverReal]
        #expect(!findings.words.contains("\n"))
        #expect(findings.words.contains("; it comes from a sandbox"))
    }
}
