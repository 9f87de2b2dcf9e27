/// An error number that the documentation of a command lists, and how it is reached here.
struct DocumentedError: Sendable {
    /// What leads to the number in the sandbox.
    enum Reached: Sendable, Equatable {
        /// Parameters or the state of the account lead to it.
        case byItself
        /// Only the fault `error` gives it; the text says why nothing else does.
        case asFault(String)
    }

    let number: Int
    let meaning: String
    let reached: Reached

    /// A number that parameters or the state of the account lead to.
    static func byItself(_ number: Int, _ meaning: String) -> Self {
        Self(number: number, meaning: meaning, reached: .byItself)
    }

    /// A number that only the fault `error` gives.
    static func asFault(_ number: Int, _ meaning: String, _ why: String) -> Self {
        Self(number: number, meaning: meaning, reached: .asFault(why))
    }

    /// Numbers of one meaning that only the fault `error` gives.
    static func asFaults(_ numbers: [Int], _ meaning: String, _ why: String) -> [Self] {
        numbers.map { asFault($0, meaning, why) }
    }

    /// The number for whatever has no other.
    static let unhandled = asFault(
        5_050_900, "unhandled exception",
        "nothing goes wrong unforeseen; also the fault null5050900")

    /// The numbers of a CertificateID that every command has.
    static let unknownCertificate = byItself(2_011_294, "CertificateID missing, invalid or unknown")
}
