package import Subscriptions

extension Ledger {
    /// The moment since which every target of a certificate is known to serve it; nil where that
    /// is not known, as it never is while no look at a target is kept.
    package func servedEverywhere(certificate: Int64) throws(LedgerError) -> Timestamp? { nil }
}
