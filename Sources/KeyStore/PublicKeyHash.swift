import Crypto
import SwiftASN1
import X509

extension Certificate.PublicKey {
    /// Lower-case hex SHA-256 of the DER SubjectPublicKeyInfo, the key's name everywhere.
    func spkiHash() throws -> String {
        var serializer = DER.Serializer()
        try serializer.serialize(self)
        return hex(SHA256.hash(data: serializer.serializedBytes))
    }
}

/// The bytes as lower-case hexadecimal digits.
func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
