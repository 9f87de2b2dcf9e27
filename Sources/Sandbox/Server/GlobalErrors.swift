/// The error numbers that every command can give, before it looks at its own parameters.
enum GlobalErrors {
    static let all =
        [
            DocumentedError.byItself(1_010_101, "ApiUser missing"),
            .byItself(1_010_102, "ApiKey missing"),
            .byItself(1_011_102, "ApiKey wrong, or API access switched off"),
            .byItself(1_010_104, "Command missing"), .byItself(4, "Command unknown"),
            .byItself(1_010_105, "ClientIp missing"), .byItself(1_011_105, "ClientIp malformed"),
            .byItself(1_019_103, "UserName unknown"),
            .byItself(1_016_103, "ApiUser not entitled to act for UserName"),
            .byItself(1_011_150, "the caller's address is not allowed"),
            .byItself(500_000, "too many requests, with --limits and --limit-shape 500000"),
        ]
        + AccountTrouble.allCases.map {
            .byItself($0.rawValue, "\($0.text), while the control's `trouble` says so")
        }
        + DocumentedError.asFaults(
            [3_050_900, 5_019_169, 5_050_169], "unknown error behind a domain command",
            "nothing goes wrong unforeseen") + [.unhandled]
}
