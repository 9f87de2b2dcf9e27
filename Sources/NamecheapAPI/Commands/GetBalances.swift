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
        guard let available = result["AvailableBalance"].flatMap({ Int(hundredths: $0, .cutOff) })
        else {
            throw .unexpected(command: command, .missing("AvailableBalance"))
        }
        guard let balance = result["AccountBalance"].flatMap({ Int(hundredths: $0, .cutOff) })
        else {
            throw .unexpected(command: command, .missing("AccountBalance"))
        }
        return Answer(currency: currency, available: available, balance: balance)
    }
}
