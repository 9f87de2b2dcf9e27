/// Why a person asks for a certificate out of turn: `--reason`.
///
/// With one a certificate that ends no later than the one before it may go live.
package enum StatedReason: String, Sendable, CaseIterable {
    /// The private key may be known to others.
    case keyCompromise = "key-compromise"
    /// The names of the certificate are to change or have changed.
    case names
    /// Somebody wants to see it work.
    case test
}
