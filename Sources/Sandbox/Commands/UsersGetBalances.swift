/// namecheap.users.getBalances: what the account can still spend.
struct UsersGetBalances: Command {
    let name = "namecheap.users.getBalances"
    let backEnd = Envelope.BackEnd.general
    let parameters: [String] = []
    let errors = [
        DocumentedError.asFault(
            4_022_312, "the balance could not be read", "the sandbox always reads it")
    ]

    func stub(_ fields: Fields) -> [Element] { [] }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let balance = world.funds.balance.twoPlaces
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
