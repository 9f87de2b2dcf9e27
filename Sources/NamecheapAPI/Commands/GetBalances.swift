import XML

/// Reads the money in the account (namecheap-api.md, section 8.1).
package struct GetBalances: NamecheapCommand {
    /// The name `namecheap.users.getBalances`.
    package static let name = "namecheap.users.getBalances"
    /// It only reads.
    package static let isRepeatable = true

    /// A request without arguments.
    package init() {}

    /// Nothing can be wrong.
    package var problems: [String] { [] }

    /// None.
    package var parameters: [NamecheapParameter] { [] }

    /// The balance.
    package struct Answer: Sendable, Equatable {
        /// The account's currency, such as `USD`.
        package let currency: String
        /// What an order may cost, in hundredths of the currency, a further fraction cut off.
        package let available: Int
        /// What the account holds, in hundredths of the currency, a further fraction cut off.
        package let balance: Int
    }

    /// Reads both amounts and the currency.
    package func read(_ body: [UInt8]) throws(NamecheapError) -> Answer {
        let command = GetBalances.name
        let result = try Envelope(body, command: command).result(["UserGetBalancesResult"])
        guard let currency = result["Currency"] else {
            throw .unexpected(command: command, .missing("Currency"))
        }
        guard let available = result["AvailableBalance"].flatMap(hundredths) else {
            throw .unexpected(command: command, .missing("AvailableBalance"))
        }
        guard let balance = result["AccountBalance"].flatMap(hundredths) else {
            throw .unexpected(command: command, .missing("AccountBalance"))
        }
        return Answer(currency: currency, available: available, balance: balance)
    }

    /// `-8972.2399` as -897,223; nil where it is no decimal number.
    private func hundredths(_ text: String) -> Int? {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0)
            .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? String(parts[1]) : "00"
        let digits = (fraction + "00").prefix(2)
        guard let whole = parts.first, !whole.isEmpty, whole.utf8.count <= 15,
            (whole + fraction).utf8.allSatisfy({ (48...57).contains($0) }),
            let amount = Int(whole + digits)
        else { return nil }
        return isNegative ? -amount : amount
    }
}
