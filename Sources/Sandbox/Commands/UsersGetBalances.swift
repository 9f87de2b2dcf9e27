/// namecheap.users.getBalances: what the account can still spend.
struct UsersGetBalances: Command {
    let name = "namecheap.users.getBalances"
    let backEnd = Envelope.BackEnd.general
    let parameters: [String] = []

    func stub(_ fields: Fields) -> [Element] { [] }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let cents = world.settings.balance
        let balance = "\(cents / 100)." + (cents % 100 < 10 ? "0" : "") + "\(cents % 100)"
        return [
            Element(
                "UserGetBalancesResult",
                [
                    ("Currency", "USD"), ("AvailableBalance", balance), ("AccountBalance", balance),
                    ("EarnedAmount", "0.00"), ("WithdrawableAmount", "0.00"),
                    ("FundsRequiredForAutoRenew", "0.00"),
                ])
        ]
    }
}
