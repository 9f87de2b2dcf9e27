import CertificateLedger
import Subscriptions
import Wording

/// Visits the subscriptions that are meant, with what people decided about them.
struct SubscriptionRows {
    /// What one row says, as far as it is a value of its own.
    struct Row {
        let reference: String
        let host: String
        let names: [String]
        let module: String
        let product: String
        let number: Int?
        let status: String?
        let expiresOn: Day?
        let paidTo: Day?
        let paidFrom: String?
        let policy: Policy?
        let window: Int?
        let method: String
        let custody: String
        let mail: String?
        let tasks: Int
    }

    private enum Column: Int {
        case reference, host, names, module, product, validation, number, status, expires
        case paidTo, paidFrom, policy, window, method, custody, mail, language, renewURL
        case price, currency, tasks
    }

    private let context: RunContext
    private let ledger: Ledger

    init(_ context: RunContext, _ ledger: Ledger) {
        self.context = context
        self.ledger = ledger
    }

    /// Visits the rows; words that mean no subscription are refused before the first.
    func visit(_ narrowing: Narrowing, _ body: (Row) throws -> Void) throws {
        if !narrowing.isEverything {
            var tally = NarrowingTally(narrowing)
            try ledger.report(.subscriptions, on: context.now.day) { row in
                _ = tally.admits(candidate(row))  // Only what it meant counts.
            }
            if let complaint = tally.complaint { throw JobError.usage(text: complaint) }
        }
        var tally = NarrowingTally(narrowing)
        try ledger.report(.subscriptions, on: context.now.day) { row in
            guard tally.admits(candidate(row)) else { return }
            try body(values(of: row))
        }
    }

    private func candidate(_ row: borrowing LedgerRow) -> Narrowing.Candidate {
        func text(_ column: Column) -> String { row.text(column.rawValue) ?? "" }
        return Narrowing.Candidate(
            reference: text(.reference), numbers: [row.number(Column.number.rawValue) ?? 0],
            names: text(.names).split(separator: " ").map(String.init), module: text(.module),
            product: text(.product))
    }

    private func values(of row: borrowing LedgerRow) -> Row {
        func text(_ column: Column) -> String? { row.text(column.rawValue) }
        func day(_ column: Column) -> Day? { row.number(column.rawValue).map(Day.init(number:)) }
        return Row(
            reference: text(.reference) ?? "", host: text(.host) ?? "",
            names: (text(.names) ?? "").split(separator: " ").map(String.init),
            module: text(.module) ?? "", product: text(.product) ?? "",
            number: row.number(Column.number.rawValue), status: text(.status),
            expiresOn: day(.expires), paidTo: day(.paidTo), paidFrom: text(.paidFrom),
            policy: text(.policy).flatMap(Policy.init),
            window: row.number(Column.window.rawValue), method: text(.method) ?? "",
            custody: text(.custody) ?? "", mail: text(.mail),
            tasks: row.number(Column.tasks.rawValue) ?? 0)
    }
}
