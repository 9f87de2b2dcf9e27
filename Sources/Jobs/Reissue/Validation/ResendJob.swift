import CertificateLedger
import NamecheapAPI
import Subscriptions
import Wording

/// `ssl-admin certificate resend`: the CA sends its mail for approval again.
package enum ResendJob {
    /// Has the mail sent again, once an issuance: a person who did not get two gets no third.
    package static func run(_ context: RunContext, named word: String) async throws -> ExitStatus {
        let lock = try context.takeLock()
        let ledger = try context.existingLedger()
        let open = try ledger.openIssuances().first {
            $0.reference == word || $0.newNumber.map(String.init) == word
        }
        guard let issuance = open, issuance.state == .validating,
            issuance.choices.use(.email, for: issuance.names), let number = issuance.newNumber
        else {
            throw JobError.refused(
                what: "\(word.printable()) waits for nobody's approval by mail",
                remedy: "ssl-report reissues shows what waits")
        }
        if let sentAt = issuance.nudgedAt {
            throw JobError.refused(
                what: "the CA was asked on \(sentAt) to send the mail for"
                    + " \(issuance.host.printable()) again",
                remedy: "choose another address or method: ssl-admin subscription set")
        }
        do {
            try await resend(issuance, number, context, ledger)
        } catch let error as NamecheapError where error.consequence == .notPerformed {
            try ledger.wasNotNudged(issuance)
            throw error
        }
        context.console.inform("\(issuance.host): the mail for approval is sent again")
        _ = consume lock  // Held until here.
        return .success
    }

    private static func resend(
        _ issuance: Issuance, _ number: Int, _ context: RunContext, _ ledger: Ledger
    ) async throws {
        let connection = try ModuleConnection.of(issuance.module, context, ledger)
        _ = try await connection.send(  // It answers nothing but that it was taken.
            ResendApproverEmail(certificateID: number), for: .followUp
        ) {
            // Noted before it is sent, as a nudge is.
            try ledger.wait(
                issuance, state: .validating,
                waits: Waiting(issuance.waitsFor, until: issuance.nextAttemptAt),
                attempts: issuance.attempts, nudgedAt: context.clock.now, at: context.clock.now)
        }
    }
}

extension ModuleConnection {
    /// The connection of a module in the ledger, for a few calls.
    static func of(
        _ id: Int64, _ context: RunContext, _ ledger: Ledger
    ) throws -> ModuleConnection {
        for module in context.configuration.enabledModules {
            let connection = try ModuleConnection(module: module, ledger: ledger, context: context)
            if connection.id == id { return connection }
        }
        throw JobError.configuration(
            what: "the module is disabled or not configured", remedy: "enable it")
    }
}
