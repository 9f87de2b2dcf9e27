import Crypto
import CryptoExtras
import X509

/// The keys behind the certificates of the start-up account: mostly P-256, some P-384 and RSA.
struct StartUpKeys: Sendable {
    private var shared: Certificate.PrivateKey?

    /// A key for a row; rows with RSA share one because making it is slow.
    mutating func key(forRow id: Int) throws(SandboxError) -> Certificate.PrivateKey {
        if id % 7 == 3 { return Certificate.PrivateKey(P384.Signing.PrivateKey()) }
        guard id % 11 == 5 else { return Certificate.PrivateKey(P256.Signing.PrivateKey()) }
        if let shared { return shared }
        do {
            let made = Certificate.PrivateKey(try _RSA.Signing.PrivateKey(keySize: .bits2048))
            shared = made
            return made
        } catch {
            throw .cryptography(what: "making an RSA key", reason: "\(error)")
        }
    }
}
