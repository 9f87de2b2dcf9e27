package import CertificateLedger
package import Subscriptions
import Wording

/// What is wrong with one row of an import.
package struct RowProblem: Error {
    /// What it is, in one clause.
    package let text: String
}

extension Enrolment {
    /// The columns an import may have beside those it must have.
    static let furtherColumns = [
        "renewal_certificate_id", "dcv", "approver", "served", "before", "language", "renew_url",
        "retail_price",
    ]

    /// The columns an import must have.
    static let columns = [
        "reference", "host", "names", "certificate_id", "order_date", "years", "policy", "mail",
    ]

    /// Reads and checks one row; without a day of today the order is not held against it.
    package init(_ cells: [String: String], today: Day? = nil) throws(RowProblem) {
        func cell(_ name: String) -> String {
            (cells[name] ?? "").trimmed
        }
        let host = try Enrolment.host(cell("host"))
        let names = try Enrolment.names(cell("names"), host: host)
        let reference = cell("reference")
        guard (1...200).contains(reference.utf8.count), reference == reference.printable() else {
            throw RowProblem(text: "reference needs 1 to 200 printable characters")
        }
        // What is put in the place of bytes that are no UTF-8 would make two references one.
        guard !reference.unicodeScalars.contains("\u{fffd}") else {
            throw RowProblem(text: "reference is no UTF-8 text")
        }
        guard let number = Int(cell("certificate_id")), number > 0 else {
            throw RowProblem(text: "certificate_id \(cell("certificate_id")) is no number")
        }
        let ordered = try ContactFields.orderDate(cell("order_date"), today: today)
        guard let years = Int(cell("years")), PaidPeriod.allowedYears.contains(years) else {
            throw RowProblem(text: "years \(cell("years")) is not 1 to 5")
        }
        self.init(
            reference: reference, host: host, names: names, number: number, orderedOn: ordered,
            years: years, method: try Enrolment.method(cell("dcv"), names: names), folder: host)
        policy = try Enrolment.policy(cell("policy"))
        mail = try Enrolment.mail(cell("mail"))
        approver = try Enrolment.approver(cell("approver"), names: names)
        further = try Enrolment.further(cells.mapValues(\.trimmed))
        renewalNumber = try Enrolment.renewal(cell("renewal_certificate_id"))
        guard renewalNumber != number else {
            throw RowProblem(text: "renewal_certificate_id is the certificate's own number")
        }
    }

    /// Whom the row wants asked about the certificate; nil where it says nothing of it.
    static func served(_ cells: [String: String]) throws(RowProblem) -> ServedTargets? {
        let text = (cells["served"] ?? "").trimmed
        guard !text.isEmpty else { return nil }
        guard let targets = ServedTargets(text) else {
            throw RowProblem(text: "served \(text) is not \(ServedTargets.allowed)")
        }
        return targets
    }

    /// The names of a row, host first, each checked; only the host where none is said.
    static func names(_ text: String, host: String) throws(RowProblem) -> [String] {
        let names = text.lowercased().split(separator: " ").map(String.init)
        for name in names {
            guard isName(name), HostLabels.objection(to: name) == nil else {
                throw RowProblem(text: "names: " + flaw(of: name))
            }
        }
        guard Set(names).count == names.count else { throw RowProblem(text: "a name is twice") }
        guard names.isEmpty || names.contains(host) else {
            throw RowProblem(text: "names do not hold the host \(host)")
        }
        return [host] + names.filter { $0 != host }
    }

    private static func method(_ text: String, names: [String]) throws(RowProblem) -> String {
        let method = text.isEmpty ? "cname" : text.lowercased()
        guard ["cname", "file", "email"].contains(method) else {
            throw RowProblem(text: "dcv \(text) is not cname, file or email")
        }
        if method == "file", names.contains(where: { $0.hasPrefix("*.") }) {
            throw RowProblem(text: "a wildcard cannot be validated by file")
        }
        return method
    }

    private static func policy(_ text: String) throws(RowProblem) -> Policy? {
        guard !text.isEmpty else { return nil }
        guard let policy = Policy(rawValue: text) else {
            throw RowProblem(
                text: "policy \(text.printable(limit: 80)) is not auto, manual or none")
        }
        return policy
    }

    private static func mail(_ text: String) throws(RowProblem) -> String? {
        guard !text.isEmpty else { return nil }
        return try ContactFields.mail(text)
    }

    /// What the optional columns say; an empty cell leaves what is there.
    private static func further(
        _ cells: [String: String]
    ) throws(RowProblem) -> SubscriptionChange {
        var change = SubscriptionChange()
        if let text = cells["before"], !text.isEmpty {
            change.window = try ContactFields.before(text)
        }
        if let text = cells["language"], !text.isEmpty {
            change.language = try ContactFields.language(text)
        }
        if let text = cells["renew_url"], !text.isEmpty {
            change.renewURL = try ContactFields.renewURL(text)
        }
        if let text = cells["retail_price"], !text.isEmpty {
            change.retailPrice = try ContactFields.retailPrice(text)
        }
        return change
    }

    private static func host(_ text: String) throws(RowProblem) -> String {
        let host = text.lowercased()
        guard isName(host), HostLabels.objection(to: host) == nil else {
            throw RowProblem(text: "host " + flaw(of: host))
        }
        return host
    }

    private static func flaw(of name: String) -> String {
        let shown = name.printable(limit: 80)
        return HostLabels.objection(to: name).map { "\(shown): \($0)" } ?? "\(shown) is no name"
    }

    /// One of the addresses that the rules allow without asking the CA.
    private static func approver(_ text: String, names: [String]) throws(RowProblem) -> String? {
        guard !text.isEmpty else { return nil }
        let allowed = names.flatMap(ValidationChoices.constructed(for:))
        guard allowed.contains(text.lowercased()) else {
            throw RowProblem(
                text: "approver \(text) is none of \(allowed.joined(separator: ", "))")
        }
        return text.lowercased()
    }

    private static func renewal(_ text: String) throws(RowProblem) -> Int? {
        guard !text.isEmpty else { return nil }
        guard let number = Int(text), number > 0 else {
            throw RowProblem(text: "renewal_certificate_id \(text) is no number")
        }
        return number
    }

    /// A host name, a wildcard included: labels of letters, digits and hyphens, A-labels for IDN;
    /// no address.
    package static func isName(_ name: String) -> Bool {
        let labels = (name.hasPrefix("*.") ? name.dropFirst(2) : name[...])
            .split(separator: ".", omittingEmptySubsequences: false)
        return name.utf8.count <= 253 && labels.count >= 2 && !isNumber(labels.last ?? "")
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy {
                        (97...122).contains($0) || (48...57).contains($0) || $0 == 45
                    }
            }
    }

    /// No top-level domain is of digits only (RFC 3696, 2): that is an IPv4 address.
    private static func isNumber(_ label: Substring) -> Bool {
        label.utf8.allSatisfy { (48...57).contains($0) }
    }
}

extension String {
    /// Without blanks and tabs around it.
    fileprivate var trimmed: String {
        let start = drop { $0 == " " || $0 == "\t" }
        return start.lastIndex { $0 != " " && $0 != "\t" }.map { String(start[...$0]) } ?? ""
    }
}
