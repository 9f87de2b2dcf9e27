package import NamecheapAPI

extension NamecheapError {
    /// What the failure of a paying command means: unknown wherever it is not certain that no
    /// money moved, which is then looked up (namecheap-api.md, sections 6.1 and 6.8).
    package var orderConsequence: Consequence {
        guard case .refused(_, let errors) = self else { return consequence }
        return !errors.isEmpty && errors.allSatisfy(\.isRefusedBeforePayment)
            ? .notPerformed : .unknown
    }

    /// Whether the CA refused for this one reason.
    package func isRefusal(_ number: Int) -> Bool {
        guard case .refused(_, let errors) = self else { return false }
        return errors.map(\.number) == [number]
    }
}

extension APIError {
    /// Whether a check refused it, before any payment began.
    fileprivate var isRefusedBeforePayment: Bool {
        switch number {
        // "Order failed": only too little money says for sure that nothing was paid.
        case 2_528_166: text.uppercased().contains("INSUFFICIENTFUNDS")
        // Trouble in the authentication phase of the order; the user to be charged.
        case 2_032_409, 2_033_409: false
        // A renewal is queued already; the status does not allow it; historic limits.
        case 4_028_294, 4_011_331, 4_080_167: true
        default:
            NamecheapError.refused(command: "", [self]).consequence == .notPerformed
        }
    }
}
