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
            .asFault(1_011_150, "the caller's address is not allowed", "also the fault ip"),
            .asFault(500_000, "too many requests", "also the fault rate500000"),
        ] + trouble.map { .asFault($0.number, $0.meaning, "trouble of the account") }
        + DocumentedError.asFaults(
            [3_050_900, 5_019_169, 5_050_169], "unknown error behind a domain command",
            "nothing goes wrong unforeseen") + [.unhandled]

    /// What can be wrong with an account whose key is right.
    private static let trouble = [
        (number: 1_030_408, meaning: "authentication scheme not supported"),
        (number: 1_050_900, meaning: "internal failure while checking ApiUser"),
        (number: 1_017_150, meaning: "request address locked"),
        (number: 1_017_105, meaning: "ClientIp locked"),
        (number: 1_017_101, meaning: "ApiUser locked or disabled"),
        (number: 1_017_410, meaning: "too many declined payments"),
        (number: 1_017_411, meaning: "too many failed log-ins"),
        (number: 1_016_103, meaning: "ApiUser not entitled to act for UserName"),
        (number: 1_017_103, meaning: "UserName locked"),
        (number: 4_011_103, meaning: "access denied for this UserName"),
    ]
}
