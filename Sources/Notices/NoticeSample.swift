extension NoticeData {
    /// A made-up notice of a kind, for looking at templates; `facts` stand in place of its own.
    package static func sample(
        _ kind: NoticeKind, with facts: [NoticeField: NoticeValue] = [:]
    ) throws(NoticeError) -> NoticeData {
        var values: [NoticeField: NoticeValue] = [:]
        for field in kind.fields {
            values[field] =
                facts[field] ?? ofKind(kind)[field] ?? subscription[field] ?? staff[field]
                ?? night[field]
        }
        return try NoticeData(kind, values)
    }

    /// What differs from one kind to the other.
    private static func ofKind(_ kind: NoticeKind) -> [NoticeField: NoticeValue] {
        switch kind {
        case .certificateReissued, .notServed:
            [.expirationDate: .text("2027-04-27"), .previousExpirationDate: .text("2026-10-19")]
        case .paidPeriodEnds:
            [
                .expirationDate: .text("2031-04-02"), .daysLeft: .number(30),
                .paidUntil: .text("2031-04-02"),
            ]
        case .emailValidationEnds: [.daysLeft: .number(180)]
        case .reissueFailed:
            [
                .cause: .text("refused R-1042 2"), .daysLeft: .number(4),
                .happened: .text(
                    "the CA refused the CSR: it names no wildcard but the product"
                        + " is one"),
                .whatToDo: .text(
                    "set the host to *.example.com; ssl-reissue tries again the next"
                        + " night"),
            ]
        case .balanceLow:
            [
                .cause: .text("balance-low main"), .whatToDo: .text("top the account up"),
                .happened: .text("the balance of main is 12.50 USD, below 50.00 USD"),
            ]
        case .accountUnusable:
            [
                .cause: .text("account main"),
                .happened: .text("the CA does not take the API key any more"),
                .whatToDo: .text("make a new key and set it: ssl-admin module edit main"),
            ]
        default: [:]
        }
    }

    private static let subscription: [NoticeField: NoticeValue] = [
        .reference: .text("R-1042"), .host: .text("shop.example.com"),
        .names: .texts(["shop.example.com", "www.shop.example.com"]),
        .expirationDate: .text("2026-10-19"), .daysLeft: .number(9),
        .paidUntil: .text("2031-04-02"), .seller: .text("Example Hosting"),
        .replyTo: .text("support@hosting.example"), .toStaff: .flag(false),
        .nothingToPay: .flag(true), .renewalPaid: .flag(false), .certificateEnded: .flag(false),
        .deployed: .flag(false), .certificatesFollow: .flag(false), .seenWorking: .flag(false),
        .weInstall: .flag(false),
        .keyWithCustomer: .flag(false),
        .installed: .flag(false),
        .places: .texts(["shop.example.com:443", "mail.example.com:993"]),
        .installBy: .text("2026-10-18"), .addedNames: .texts([]), .removedNames: .texts([]),
        .elsewhere: .flag(false), .certificateText: .text(""),
        .shown: .rows([
            [
                "place": .text("shop.example.com:443"),
                "seen": .text("an earlier certificate, which expires on 2026-10-19"),
            ],
            ["place": .text("mail.example.com:993"), "seen": .text("another certificate")],
        ]),
        .records: .rows([
            [
                "name": .text("_3f5d0c8be1a94c27.shop.example.com"), "type": .text("CNAME"),
                "value": .text("9b1e6a70c2d84f35.4d7c1f08ab92e6d3.validation.example.net"),
            ]
        ]),
        .files: .rows([
            [
                "url": .text("http://shop.example.com/.well-known/pki-validation/3F5D0C8B.txt"),
                "content": .text("9b1e6a70c2d84f354d7c1f08ab92e6d3\nvalidation.example.net"),
            ]
        ]),
        .mailboxes: .rows([
            ["mailbox": .text("admin@example.com"), "domain": .text("shop.example.com")]
        ]),
        .publishBy: .text("2026-10-18"),
        .renewURL: .text("https://hosting.example/renew?service=1042"),
        .price: .text("49.90 EUR"),
    ]

    private static let staff: [NoticeField: NoticeValue] = [
        .module: .text("main"), .product: .text("PositiveSSL"), .certificateID: .text("4711"),
        .orderID: .text("815"), .task: .number(17), .cause: .text("hand-over R-1042"),
        .openedOn: .text("2026-10-10"),
        .happened: .text("the new certificate of shop.example.com has no place to go"),
        .whatToDo: .text("export the certificate and give it to the customer"),
        .nextAttempt: .text("2026-10-11"), .alarm: .flag(false), .balance: .text("12.50 USD"),
        .minimum: .text("50.00 USD"), .dependents: .number(120),
        .firstExpiration: .text("2026-10-19"), .endsOn: .text("2028-03-15"),
        .subscriptions: .rows(
            [("R-1042", "shop.example.com"), ("R-1043", "*.example.org")].map { reference, host in
                [
                    "reference": .text(reference), "host": .text(host),
                    "expirationDate": .text("2027-10-19"), "paidUntil": .text("2031-04-02"),
                    "approver": .text("admin@example.com"),
                ]
            }),
    ]

    private static let night: [NoticeField: NoticeValue] = [
        .date: .text("2026-10-10"), .machine: .text("ledger.hosting.example"),
        .since: .text("2026-10-09 02:10 UTC"),
        .runs: .rows(
            ["ssl-scan", "ssl-reissue", "ssl-notify"].map { program in
                [
                    "program": .text(program), "startedAt": .text("02:10"),
                    "duration": .text("3 min"),
                    "status": .text(program == "ssl-reissue" ? "1" : "0"),
                    "considered": .number(5_000), "acted": .number(31),
                    "skipped": .number(4_969), "failed": .number(1),
                ]
            }),
        .failures: .rows([
            [
                "program": .text("ssl-reissue"), "reference": .text("R-1042"),
                "host": .text("shop.example.com"),
                "happened": .text("the web root /srv/shop cannot be written"),
            ]
        ]),
        .notDone: .rows([
            [
                "reference": .text("R-1043"), "host": .text("*.example.org"),
                "expirationDate": .text("2026-10-12"), "why": .text("limit-reached"),
            ]
        ]),
        .tasks: .rows([
            [
                "task": .number(17), "cause": .text("hand-over R-1042"),
                "reference": .text("R-1042"), "host": .text("shop.example.com"),
                "happened": .text("the new certificate has no place to go"),
                "openedOn": .text("2026-10-08"),
            ]
        ]),
    ]
}
