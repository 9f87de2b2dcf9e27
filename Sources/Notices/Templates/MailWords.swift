/// Pieces of words that several shipped templates share.
enum MailWords {
    /// The names, separated by commas.
    static let names =
        "{{#names}}{{.}}{{^last()}}, {{/last()}}{{/names}}"
        + "{{#namesMore}} and {{namesMore}} more{{/namesMore}}"
    /// Present or past, as the date is.
    static let expires = "{{#isPast}}expired{{/isPast}}{{^isPast}}expires{{/isPast}}"
    /// Present or past, as the date is.
    static let ends = "{{#isPast}}ended{{/isPast}}{{^isPast}}ends{{/isPast}}"

    /// Present or past, as the certificate in use is.
    static let inUseExpires =
        "{{#certificateEnded}}expired{{/certificateEnded}}{{^certificateEnded}}expires{{/certificateEnded}}"

    /// What visitors see without a valid certificate.
    static let warning = """
        visitors of {{host}} see a warning instead of your site,
        and programs refuse to connect to it.
        """

    /// The first lines of the facts in each mail about a subscription.
    static let subscription = [
        MailFact("Service number", "{{reference}}"), MailFact("Host", "{{host}}"),
        MailFact("Names", names),
    ]
    /// The last line of them.
    static let paidUntil = MailFact("Subscription paid until", "{{paidUntil}}", when: .paidUntil)

    /// What a reissue costs.
    static let reissueCost = MailBlock.when(
        .nothingToPay,
        [
            .heading("What it costs"),
            .paragraph(
                """
                There is nothing to pay: the certificate is part of your subscription\
                {{#paidUntil}},
                which is paid until {{paidUntil}}{{/paidUntil}}.
                This is a reissue, not a renewal.
                """),
        ])
    /// What the first certificate of a renewal costs.
    static let renewalCost = MailBlock.when(
        .renewalPaid,
        [
            .heading("What it costs"),
            .paragraph(
                """
                There is nothing more to pay: it is the first certificate of the renewal that
                you have paid{{#paidUntil}}, until {{paidUntil}}{{/paidUntil}}.
                """),
        ])

    /// What mails about a task say about it.
    static let task: [MailBlock] = [
        .heading("What to do"), .paragraph("Please {{whatToDo}}."),
        .paragraph("Say that you do it, so that nobody else does:"),
        .command("ssl-admin task take {{task}}"),
    ]
    /// The lines of facts about a task.
    static let taskFacts = [
        MailFact("Task", "{{task}}: {{cause}}"), MailFact("Open since", "{{openedOn}}"),
    ]
    /// The lines of facts about what a task concerns.
    static let taskSubject = [
        MailFact("Module", "{{module}}", when: .module),
        MailFact("Service number", "{{reference}}", when: .reference),
        MailFact("Host", "{{host}}", when: .host),
        MailFact("Certificate expires on", "{{expirationDate}}", when: .expirationDate),
        MailFact("Paid until", "{{paidUntil}}", when: .paidUntil),
    ]
}
