import Crypto
import CryptoExtras
import X509

/// The kind and size of a key pair.
package enum KeyAlgorithm: Sendable, Equatable {
    /// ECDSA on the curve P-256.
    case p256
    /// ECDSA on the curve P-384.
    case p384
    /// RSA with a modulus of so many bits.
    case rsa(bits: Int)

    /// RSA sizes that are made: below 2048 no CA signs, above 8192 a handshake takes too long.
    static let rsaBits = 2048...8192

    /// The algorithm as settings and the ledger write it: `p256`, `p384`, `rsa2048` and so on.
    package init?(_ text: String) {
        switch text.lowercased() {
        case "p256": self = .p256
        case "p384": self = .p384
        case let text where text.hasPrefix("rsa"):
            guard let bits = Int(text.dropFirst(3)), (1024...16_384).contains(bits),
                bits.isMultiple(of: 8)
            else { return nil }
            self = .rsa(bits: bits)
        default: return nil
        }
    }

    /// The algorithm of a public key, or nil for a kind that is not used in web certificates.
    init?(_ key: Certificate.PublicKey) {
        if P256.Signing.PublicKey(key) != nil {
            self = .p256
        } else if P384.Signing.PublicKey(key) != nil {
            self = .p384
        } else if let rsa = _RSA.Signing.PublicKey(key) {
            self = .rsa(bits: rsa.keySizeInBits)
        } else {
            return nil
        }
    }

    /// The text that `init` reads.
    package var text: String {
        switch self {
        case .p256: "p256"
        case .p384: "p384"
        case .rsa(let bits): "rsa\(bits)"
        }
    }

    /// The algorithm of the next key of a subscription: the same, but RSA of at least 2048 bits.
    package var forReissue: KeyAlgorithm {
        if case .rsa(let bits) = self, bits < 2048 { .rsa(bits: 2048) } else { self }
    }
}
