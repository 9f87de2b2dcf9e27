import CertificateLedger
import Subscriptions
import Wording

/// A subscription that is soon to be reissued, as the checks look at it.
struct PreflightSubject: Sendable {
    /// The row of the subscription.
    let id: Int64
    /// The seller's own service number.
    let reference: String
    /// The host the certificate is for.
    let host: String
    /// All names, host first.
    let names: [String]
    /// How each name is validated.
    let choices: ValidationChoices
    /// The product, in the CA's words.
    let product: String
    /// The first day on which the next certificate is asked for.
    let reissuedOn: Day

    init(
        id: Int64, reference: String, host: String, names: [String], choices: ValidationChoices,
        product: String, reissuedOn: Day
    ) {
        self.id = id
        self.reference = reference
        self.host = host
        self.names = names
        self.choices = choices
        self.product = product
        self.reissuedOn = reissuedOn
    }

    /// The names that DNS is asked about, each once: of a wildcard the name below it.
    var bases: [String] { Self.bases(of: names) }

    /// The names that are validated by a method.
    func names(by method: ValidationChoices.Method) -> [String] {
        names.filter { choices.method(of: $0) == method }
    }

    /// The names that DNS is asked about for those that are validated by a method.
    func bases(by method: ValidationChoices.Method) -> [String] {
        Self.bases(of: names(by: method))
    }

    private static func bases(of names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.map { $0.hasPrefix("*.") ? String($0.dropFirst(2)) : $0 }
            .filter { seen.insert($0).inserted }
    }

    /// The command that has a name, or all of them, validated in another way.
    func command(_ method: ValidationChoices.Method, for name: String) -> String {
        let isOfAll = names.allSatisfy { choices.method(of: $0) == choices.method(of: name) }
        return "ssl-admin subscription set \(reference.printable()) --dcv "
            + (isOfAll ? method.rawValue : "\(name.printable())=\(method.rawValue)")
    }
}

/// What a check finds.
enum PreflightFinding: Sendable, Equatable {
    /// Nothing speaks against the next validation.
    case passed
    /// It will fail, and what to do about it.
    case failed(String)
    /// The check could not be made; what was known before stays.
    case unknown
}

/// One look ahead at whether the next certificate will be validated.
///
/// What it finds is a task for a person and never a reason not to try.
protocol PreflightCheck: Sendable {
    /// The word for it in tasks.
    static var name: String { get }

    /// What the finding is about: the subscription, or something that many of them share.
    func key(of subject: PreflightSubject) -> String

    /// Looks.
    func finding(about subject: PreflightSubject) async -> PreflightFinding
}

extension PreflightCheck {
    /// The subscription.
    func key(of subject: PreflightSubject) -> String { "\(subject.id)" }
}
