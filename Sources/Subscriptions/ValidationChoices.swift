/// How control of each name of a subscription is proved.
package struct ValidationChoices: Sendable, Equatable {
    /// One way of proving control (namecheap-api.md, 7.1).
    package enum Method: String, Sendable, CaseIterable {
        /// A CNAME record.
        case cname
        /// A file on the web server.
        case file
        /// A mail that a person answers.
        case email
    }

    /// The mailboxes whose owners may approve (Baseline Requirements 3.2.2.4.4).
    package static let mailboxes = [
        "admin", "administrator", "hostmaster", "postmaster", "webmaster",
    ]

    private static let approverWord = "approver"

    /// The way of every name that has none of its own.
    package var method: Method
    /// The way of single names, those of `method` left out.
    package private(set) var exceptions: [String: Method] = [:]
    /// Who approves by mail; nil for `admin@` the name.
    package var approver: String?

    /// One way for all names.
    package init(_ method: Method) {
        self.method = method
    }

    /// Reads what the ledger keeps; words that are none are left out.
    package init(method: String, further: String) {
        self.init(Method(rawValue: method) ?? .cname)
        for word in further.split(separator: " ") {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            if parts[0] == Self.approverWord {
                approver = parts[1]
            } else if let method = Method(rawValue: parts[1]) {
                set(method, for: parts[0])
            }
        }
    }

    /// What the ledger keeps beside the method.
    package var further: String {
        let names = exceptions.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.rawValue)" }
        return ((approver.map { ["\(Self.approverWord)=\($0)"] } ?? []) + names)
            .joined(separator: " ")
    }

    /// Method and all else, as one text.
    package var text: String {
        further.isEmpty ? method.rawValue : "\(method.rawValue) \(further)"
    }

    /// How a name is proved.
    package func method(of name: String) -> Method { exceptions[name] ?? method }

    /// Whether one of the names is proved by this method.
    package func use(_ method: Method, for names: [String]) -> Bool {
        names.contains { self.method(of: $0) == method }
    }

    /// Gives a name a way of its own, or the way of all.
    package mutating func set(_ method: Method, for name: String) {
        exceptions[name] = method == self.method ? nil : method
    }

    /// The same with another way wherever there is this one.
    package func replacing(_ method: Method, with other: Method) -> ValidationChoices {
        var choices = ValidationChoices(self.method == method ? other : self.method)
        choices.approver = approver
        for (name, own) in exceptions { choices.set(own == method ? other : own, for: name) }
        return choices
    }

    /// Who approves a name: the address chosen where it is one of the name's, else `admin@` it.
    package func approver(of name: String) -> String {
        let base = Self.base(of: name)
        guard let approver, let domain = approver.split(separator: "@").last,
            base == domain || base.hasSuffix(".\(domain)")
        else { return "admin@\(base)" }
        return approver
    }

    /// The addresses that the rules allow for a name without asking anybody.
    package static func constructed(for name: String) -> [String] {
        mailboxes.map { "\($0)@\(base(of: name))" }
    }

    /// The names that cannot be proved like this: a file shows nothing of a wildcard.
    package func impossible(_ names: [String]) -> [String] {
        names.filter { $0.hasPrefix("*.") && method(of: $0) == .file }
    }

    private static func base(of name: String) -> String {
        name.hasPrefix("*.") ? String(name.dropFirst(2)) : name
    }
}
