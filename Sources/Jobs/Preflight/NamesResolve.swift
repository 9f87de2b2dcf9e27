import DNS
import Wording

/// Whether a resolver that validates finds nothing wrong with the zones of the names.
///
/// CAs validate DNSSEC since 2026-03-15, and see what such a resolver sees: SERVFAIL.
struct NamesResolve: PreflightCheck {
    static let name = "dnssec"

    let view: any NameView

    func finding(about subject: PreflightSubject) async -> PreflightFinding {
        var isUnknown = false
        for name in subject.bases {
            do throws(DNSError) {
                _ = try await view.ask(name, .soa)  // Whatever it says, it was allowed to say it.
            } catch .failed {
                return .failed(
                    "the resolver fails for \(name.printable()) (SERVFAIL), as it does where DNSSEC"
                        + " does not validate; check the zone's signatures and DS records")
            } catch { isUnknown = true }
        }
        return isUnknown ? .unknown : .passed
    }
}
