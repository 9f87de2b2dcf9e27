import CertificateLedger
import NamecheapAPI
import Subscriptions
import Wording

// What an error of one job means: for the subscription, for the module, for the next look.
extension IssuanceWorker {
    /// What the body comes to, or what its error means for what waits.
    func tell(
        _ pending: Pending, _ body: () async throws -> FlightResult
    ) async -> FlightResult {
        await tell(pending.place, pending.subscription, pending.host, pending.issuance, body)
    }

    /// What the body comes to, or what its error means for an issuance.
    func tell(
        _ place: Int, _ subscription: Int64, _ host: String, _ issuance: Int64,
        _ body: () async throws -> FlightResult
    ) async -> FlightResult {
        var carried = Carried(place: place, subscription: subscription)
        do {
            var result = try await body()
            result.carried = result.carried ?? carried
            return result
        } catch {
            var result = FlightResult()
            if repeatsItself || !isKnown(error, of: issuance) {
                note(error, host, &carried, &result)
            }
            if !(error is BudgetReached) {
                do { try delay(ledger.issuance(issuance), after: error) } catch {
                    carried.statuses.append(complain(error, about: host))
                }
            }
            result.carried = carried
            return result
        }
    }

    /// Whether it is in our own settings, and was said in an earlier run.
    private func isKnown(_ error: any Error, of issuance: Int64) -> Bool {
        guard error.isOfSettings else { return false }
        // What cannot be read is said below.
        return (try? ledger.issuance(issuance))?.error == error.words
    }

    /// Says an error, unless it is told once for the whole module.
    func note(
        _ error: any Error, _ host: String, _ carried: inout Carried,
        _ result: inout FlightResult
    ) {
        switch error {
        case let error as BudgetReached:
            context.console.inform(error.explanation)
            carried.text = error.happened
        case let error as NamecheapError where error.stopsModule: result.failure = error
        default:
            carried.statuses.append(complain(error, about: host))
            carried.text = error.words
        }
    }

    /// What comes of an error before there was an issuance.
    func failed(_ error: any Error, _ host: String, _ carried: inout Carried) -> FlightResult {
        carried.statuses.append(complain(error, about: host))
        carried.text = error.words
        return FlightResult(carried: carried)
    }
}

extension NamecheapError {
    /// Whether every further request of this run would end in the same way.
    var stopsModule: Bool {
        switch errorClass {
        case .account, .rateLimited: true
        // A read that failed in passing was tried by a CA that does not answer.
        // One answer that cannot be read, about one certificate or zone, says nothing of others.
        case .transient where isUnreadable && command != GetList.name: false
        case .transient: consequence == .notPerformed || NamecheapCommands.isRepeatable(command)
        case .rejected, .statusConflict, .gone: false
        }
    }

    private var isUnreadable: Bool {
        switch self {
        case .unexpected(_, .unreadable), .unexpected(_, .missing): true
        default: false
        }
    }
}

extension Error {
    /// Whether it is what the settings say or lack, which the next run may find mended.
    var isOfSettings: Bool {
        (self as? any ExplainedError).map { ExitStatus(of: $0) == .configuration } ?? false
    }
}
