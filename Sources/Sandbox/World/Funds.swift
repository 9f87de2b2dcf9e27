/// What the account can spend, and the numbers of its payments.
struct Funds: Codable, Sendable {
    /// What is left of the account's money.
    var balance: Amount
    /// The number of the last payment; numbers grow by one.
    private(set) var lastTransaction = 9_920_000

    init(balance: Amount) {
        self.balance = balance
    }

    /// Takes an amount and gives the number of the payment; refused when the balance is too low.
    mutating func pay(_ amount: Amount) throws(SandboxError) -> Int {
        guard amount <= balance else {
            throw .refused(
                number: 2_528_166,
                text: "Order creation failed; INSUFFICIENTFUNDS; the balance is too low")
        }
        balance = balance - amount
        lastTransaction += 1
        return lastTransaction
    }
}
