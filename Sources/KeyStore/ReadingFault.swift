import Crypto
import SwiftASN1

/// Why a certificate or a request could not be read or made, in words and not in the library's.
func readingFault(_ error: any Error) -> String {
    switch error {
    case let error as ASN1Error where error.code == .invalidPEMDocument:
        "it is no PEM text, or not all of one"
    case is ASN1Error: "what its PEM text holds is malformed"
    case is CryptoKitError: "a key or signature in it is malformed"
    default: "it holds what it must not hold"
    }
}
