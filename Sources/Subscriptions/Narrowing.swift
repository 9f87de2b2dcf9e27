import Wording

/// Which subscriptions a one-off run is about: naming narrows, and overrides nothing.
///
/// Names add up: a subscription that any of them names is meant. Modules and products narrow
/// further.
package struct Narrowing: Sendable, Equatable {
    /// One way to name subscriptions, and where it was written.
    package struct Name: Sendable, Hashable {
        /// How the text is to be understood.
        package enum Kind: Sendable, Hashable {
            /// A reference, a CertificateID, a host or a pattern, whichever there is.
            case any
            /// The seller's own service number.
            case reference
            /// The CertificateID of the certificate in force, or of the next order.
            case number
            /// A host or a pattern; every name of a subscription counts.
            case host
        }

        /// How it is understood.
        package let kind: Kind
        /// What was written.
        package let text: String
        /// Where, such as `list.csv:3`; empty for the command line.
        package let place: String

        /// A name as it was written.
        package init(_ kind: Kind, _ text: String, place: String = "") {
            self.kind = kind
            self.text = text
            self.place = place
        }

        /// The name for a message, with its place.
        package var described: String {
            place.isEmpty ? text.printable() : "\(text.printable()) (\(place.printable()))"
        }
    }

    /// What a subscription is known by.
    package struct Candidate: Sendable {
        /// The seller's own service number.
        package var reference: String
        /// The CertificateIDs it can be named by.
        package var numbers: [Int]
        /// All its host names.
        package var names: [String]
        /// The name of its module.
        package var module: String
        /// The product, in the CA's words.
        package var product: String

        /// Puts together what names a subscription.
        package init(
            reference: String, numbers: [Int], names: [String], module: String, product: String
        ) {
            self.reference = reference
            self.numbers = numbers
            self.names = names
            self.module = module
            self.product = product
        }
    }

    /// The names; none for all subscriptions.
    package private(set) var names: [Name] = []
    /// The names of modules; none for all.
    package let modules: Set<String>
    /// The products in lower case; none for all.
    package let products: Set<String>

    private var references: [String: [Int]] = [:]
    private var numbers: [Int: [Int]] = [:]
    private var hosts: [String: [Int]] = [:]
    private var patterns: [(pattern: HostPattern, name: Int)] = []

    /// Everything.
    package static let everything = Narrowing()

    /// Subscriptions that a name means, if there are names, of these modules and products.
    package init(names: [Name] = [], modules: [String] = [], products: [String] = []) {
        self.modules = Set(modules)
        self.products = Set(products.map { $0.lowercased() })
        for name in names { add(name) }
    }

    /// Whether nothing is left out.
    package var isEverything: Bool { names.isEmpty && modules.isEmpty && products.isEmpty }

    /// Whether subscriptions are named, each of which is then looked at, due or not.
    package var namesSubscriptions: Bool { !names.isEmpty }

    private mutating func add(_ name: Name) {
        let index = names.count
        names.append(name)
        if name.kind == .any || name.kind == .reference {
            references[name.text, default: []].append(index)
        }
        if name.kind == .any || name.kind == .number, let number = Int(name.text) {
            numbers[number, default: []].append(index)
        }
        guard name.kind == .any || name.kind == .host, let pattern = HostPattern(name.text) else {
            return
        }
        if pattern.isName {
            hosts[pattern.text, default: []].append(index)
        } else {
            patterns.append((pattern, index))
        }
    }

    /// The names that mean a subscription, each with the way in which it does.
    func meanings(of candidate: Candidate) -> [Int: Name.Kind] {
        var found: [Int: Name.Kind] = [:]
        func note(_ indices: [Int]?, _ kind: Name.Kind) {
            for index in indices ?? [] where found[index] == nil { found[index] = kind }
        }
        note(references[candidate.reference], .reference)
        for number in candidate.numbers { note(numbers[number], .number) }
        for name in candidate.names { note(hosts[name.lowercased()], .host) }
        for (pattern, index) in patterns where candidate.names.contains(where: pattern.matches) {
            note([index], .host)
        }
        return found
    }

    /// The same names, modules and products.
    package static func == (first: Narrowing, second: Narrowing) -> Bool {
        first.names == second.names && first.modules == second.modules
            && first.products == second.products
    }
}

/// Narrows a selection row by row, and knows afterwards which words meant nothing.
package struct NarrowingTally: Sendable {
    /// What is meant.
    package let narrowing: Narrowing
    private var meant: [Int: Narrowing.Name.Kind] = [:]
    private var ambiguous: Set<Int> = []
    private var modules: Set<String> = []
    private var products: Set<String> = []

    /// A tally of nothing yet.
    package init(_ narrowing: Narrowing) {
        self.narrowing = narrowing
    }

    /// Whether a subscription is meant.
    package mutating func admits(_ candidate: Narrowing.Candidate) -> Bool {
        guard !narrowing.isEverything else { return true }
        let product = candidate.product.lowercased()
        guard narrowing.modules.isEmpty || narrowing.modules.contains(candidate.module),
            narrowing.products.isEmpty || narrowing.products.contains(product)
        else { return false }
        let found = narrowing.meanings(of: candidate)
        guard narrowing.names.isEmpty || !found.isEmpty else { return false }
        modules.insert(candidate.module)
        products.insert(product)
        for (index, kind) in found {
            if let before = meant.updateValue(kind, forKey: index), before != kind {
                ambiguous.insert(index)
            }
        }
        return true
    }

    /// What is wrong with the words, once every subscription has been seen; nil where each of
    /// them means something, and one thing.
    package var complaint: String? {
        var parts: [String] = []
        let lost = narrowing.names.indices.filter { meant[$0] == nil }
            .map { narrowing.names[$0].described }
        let lostSets =
            narrowing.modules.subtracting(modules).sorted().map { "module \($0.printable())" }
            + narrowing.products.subtracting(products).sorted().map { "product \($0.printable())" }
        if !lost.isEmpty || !lostSets.isEmpty {
            parts.append(
                "no subscription is meant by "
                    + NarrowingTally.list(lost.isEmpty ? lostSets : lost))
        }
        let unclear = ambiguous.sorted().map { narrowing.names[$0].described }
        if !unclear.isEmpty {
            parts.append(
                "\(NarrowingTally.list(unclear)): the reference, certificate or host of different"
                    + " subscriptions (--reference says which)")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    /// All of them, up to what still fits a line of a mail.
    private static func list(_ words: [String]) -> String {
        let shown = words.prefix(40).joined(separator: ", ")
        return words.count > 40 ? shown + " and \(words.count - 40) more" : shown
    }
}
