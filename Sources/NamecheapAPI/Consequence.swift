import HTTP

/// Whether the CA did what was asked although no answer says so (product.md, section 5.2).
package enum Consequence: Sendable {
    /// Surely not: nothing arrived, or the CA checked and refused before it acted.
    case notPerformed
    /// Possibly: it has to be looked up before the same is asked again.
    case unknown
}

extension NamecheapError {
    /// What the failure means for the request itself; unknown wherever it is not certain.
    package var consequence: Consequence {
        switch self {
        case .forbiddenCommand, .invalidArguments: .notPerformed
        case .transport(_, let error): error.mayHaveArrived ? .unknown : .notPerformed
        // 405 is refused before execution (namecheap-api.md, section 3.2); 429 has no record.
        case .httpStatus(_, let status): status == 405 ? .notPerformed : .unknown
        case .unexpected: .unknown
        case .refused(_, let errors):
            errors.allSatisfy(\.isRefusedBeforeExecution) && !errors.isEmpty
                ? .notPerformed : .unknown
        }
    }
}

extension APIError {
    /// Whether the number says that the caller or the arguments were refused by a check.
    ///
    /// Sections 3.1 and 6.5 of namecheap-api.md: numbers from 1,000,000 are about the caller, from
    /// 2,000,000 about an argument. Not certain, hence false: 1050900 (the check itself failed),
    /// 2011331 and 4011331 (also "DCV records could not be stored"), 500000, and all others.
    var isRefusedBeforeExecution: Bool {
        switch number {
        case 1_050_900, 2_011_331: false
        case 1_000_000...2_999_999: true
        // The command is unknown; UserName denied; id not in the account; country; DUNS; DUNS;
        // activation deadline passed; historic validity limits.
        case 4, 4_011_103, 4_011_294, 4_011_297, 4_011_380, 4_011_900, 4_020_294, 4_080_167: true
        default: false
        }
    }
}
