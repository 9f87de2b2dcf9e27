import HTTP
import Wording

/// What kind of failure it is, so what to wait for; numbers are those of namecheap-api.md.
package enum ErrorClass: Sendable, Equatable {
    /// The whole account is refused; every further request would be (section 3.1).
    case account(AccountProblem)
    /// Too many requests, in any of the shapes of section 3.2.
    case rateLimited
    /// The CA, its provider or the network failed; later it may work (sections 3.1, 3.3).
    case transient
    /// The request is wrong and stays wrong (sections 6.5, 6.13).
    case rejected
    /// The state of the certificate does not allow it: 4011331, 2011331 (sections 5.3, 6.13).
    case statusConflict
    /// The id or domain is not one of this account: 4011294, 2011294 (section 3.3), 2019166 (8.4).
    case gone

    /// Why the account is refused.
    package enum AccountProblem: Sendable, Equatable {
        /// User, key or ClientIp is wrong, or API access is switched off.
        case credentials
        /// Requests from this address are not allowed: 1011150, with the address the CA saw.
        case address(String?)
        /// User or address is locked: 10171xx, 10174xx.
        case locked
    }

    /// What the reader does about it.
    var remedy: String {
        switch self {
        case .account(.credentials):
            "check API user, user name, API key and client IP of the module, "
                + "and that API access is switched on at Namecheap"
        case .account(.address(let address)):
            "add \(address?.printable(limit: 45) ?? "this machine's address") to the allowed "
                + "addresses at Namecheap, or set the outgoing address or proxy of the module"
        case .account(.locked): "ask Namecheap's support to unlock the account or address"
        case .rateLimited:
            "that is its limit of calls: wait; lower the module's API budget if other programs use"
                + " the same key"
        case .transient: "wait; the next run tries again or looks up what happened"
        case .rejected: "correct what the message names"
        case .statusConflict: "look at the certificate's state with ssl-scan"
        case .gone: "check that the module is the account and environment it belongs to"
        }
    }

    /// When the same may work.
    var retry: Retry {
        switch self {
        case .account, .rateLimited, .transient, .statusConflict: .later
        case .rejected, .gone: .never
        }
    }

    /// The class that decides where an answer has several errors comes first.
    fileprivate var rank: Int {
        switch self {
        case .account: 0
        case .rateLimited: 1
        case .gone: 2
        case .statusConflict: 3
        case .rejected: 4
        case .transient: 5
        }
    }
}

extension NamecheapError {
    /// The kind of the failure; of several errors in an answer the gravest for the run counts.
    package var errorClass: ErrorClass {
        switch self {
        case .forbiddenCommand, .invalidArguments: .rejected
        case .transport(_, .refusedURL(_)): .rejected
        case .transport: .transient
        case .httpStatus(_, let status): [405, 429].contains(status) ? .rateLimited : .transient
        // Section 3.2: a page instead of XML is one of the shapes of the limit.
        case .unexpected(_, .html): .rateLimited
        case .unexpected: .transient
        case .refused(_, let errors):
            errors.map(\.errorClass).min { $0.rank < $1.rank } ?? .transient
        }
    }
}

extension APIError {
    fileprivate var errorClass: ErrorClass {
        switch number {
        case 1_011_150: .account(.address(addressSeen))
        case 1_017_101, 1_017_103, 1_017_105, 1_017_150, 1_017_410, 1_017_411: .account(.locked)
        case 1_050_900: .transient
        case 1_010_104: .rejected
        case 1_000_000...1_999_999, 4_011_103: .account(.credentials)
        case 500_000: .rateLimited
        case 2_011_331, 4_011_331: .statusConflict
        case 2_011_294, 4_011_294: .gone
        // Sections 8.4, 8.5: the domain is not one of this account; too many records.
        case 2_016_166, 2_019_166: .gone
        case 3_013_288, 4_013_288: .rejected
        // Sections 6.5, 6.13: the provider refused this CSR, or this method for this name.
        case 3_011_296, 3_011_784, 4_011_296: .rejected
        case 3_000_000...3_999_999, 5_000_000...5_999_999: .transient
        // Section 8.5: DNS data could not be read.
        case 4_022_288: .transient
        case 4_022_312, 4_024_294...4_024_510, 4_050_900: .transient
        default: .rejected
        }
    }

    /// The address in `Invalid request IP: 203.0.113.44`.
    private var addressSeen: String? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let address = text[colon...].dropFirst().drop(while: \.isWhitespace)
            .prefix { $0.isHexDigit || $0 == "." || $0 == ":" }
        return address.isEmpty ? nil : String(address)
    }
}
