import Settings
import Subscriptions
import Testing

@Suite struct `Settings of proofs` {
    private func read(_ text: String) throws -> ProofSettings {
        try LedgerSettings(
            lines: SettingsText.parse(text, file: "ssl-ledger.conf"), file: "ssl-ledger.conf"
        ).proof
    }

    @Test func `say how long is looked, where, and what follows`() throws {
        let proof = try read("ValidationLook 0\nValidationPort 8080\nValidationFallback file")
        #expect(proof.lookSeconds == 0 && proof.webPort == 8_080 && proof.fallback == .file)
        #expect(try read("ValidationFallback cname").fallback == .cname)
        #expect(try read("ValidationFallback none").fallback == nil)
    }

    @Test(arguments: [
        "ValidationLook 601", "ValidationLook -1", "ValidationPort 0", "ValidationFallback email",
    ])
    func `are refused where they are wrong`(line: String) {
        #expect(throws: SettingsError.self) { try read(line) }
    }
}
