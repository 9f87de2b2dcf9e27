import CertificateLedger
import Settings
import Subscriptions
import Wording

/// Rows of an account as subscriptions to be: what the list shows is taken for the order.
struct AccountCandidates {
    let module: ConfiguredModule
    let today: Day
    /// The hosts that are subscriptions already, with their references.
    let known: [String: String]

    /// The rows that fit a pattern or number; every row without any.
    func candidates(_ rows: [AccountRow], words: [String]) throws(JobError) -> [ImportCandidate] {
        var patterns: [HostPattern] = []
        for word in words {
            guard let pattern = HostPattern(word) else {
                throw .usage(text: "\(word.printable()) is no host, pattern or certificate id")
            }
            patterns.append(pattern)
        }
        let counts = rows.reduce(into: [String: Int]()) { $0[$1.host, default: 0] += 1 }
        let numbers = Set(words)
        let meant = rows.filter { row in
            words.isEmpty || numbers.contains("\(row.number)")
                || patterns.contains { $0.matches(row.host) }
        }
        guard words.isEmpty || !meant.isEmpty else {
            throw .usage(
                text: "no row of \(module.name.printable()) that nobody enrolled is meant by"
                    + " \(words.joined(separator: ", ").printable())")
        }
        return meant.map { row in
            candidate(row, reference: "\(module.name)-\(row.number)", count: counts[row.host] ?? 1)
        }
    }

    /// One row under a reference; `count` rows in force have its host.
    func candidate(_ row: AccountRow, reference: String, count: Int) -> ImportCandidate {
        let content = Result { () throws(RowProblem) in
            guard count == 1 else {
                throw RowProblem(
                    text: "\(count) rows in force are for \(row.host): name the one in use with"
                        + " ssl-admin subscription link")
            }
            return ImportCandidate.Content(
                enrolment: try enrolment(row, reference: reference), served: nil)
        }
        return ImportCandidate(
            place: "certificate \(row.number)", line: nil, reference: reference, host: row.host,
            content: content)
    }

    private func enrolment(
        _ row: AccountRow, reference: String
    ) throws(RowProblem) -> Enrolment {
        if let owner = known[row.host] {
            throw RowProblem(
                text: "\(row.host) is subscription \(owner): attach it with ssl-admin subscription"
                    + " link \(owner) \(row.number)")
        }
        guard !Product.isMultiDomain(row.product) else {
            throw RowProblem(
                text: "the list does not show the names of a \(row.product): import it from a file")
        }
        guard let ordered = row.purchasedOn, let years = row.years,
            PaidPeriod.allowedYears.contains(years)
        else { throw RowProblem(text: "the list shows no purchase date or years") }
        let end = max(ordered.adding(years: years), row.expiresOn ?? ordered)
        guard end > today else { throw RowProblem(text: "what was paid ended on \(end)") }
        var enrolment = try Enrolment(
            [
                "reference": reference, "host": row.host, "certificate_id": "\(row.number)",
                "order_date": "\(ordered)", "years": "\(years)",
            ], today: nil)
        enrolment.isEstimated = true
        return enrolment
    }
}
