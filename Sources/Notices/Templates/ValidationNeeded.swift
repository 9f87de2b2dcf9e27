extension ShippedTemplate {
    /// What a customer reads who alone can confirm that the domain is his.
    static let validationNeeded = ShippedTemplate(
        subject: "{{host}}: please confirm the domain for the next SSL certificate"
            + "{{#publishBy}} by {{publishBy}}{{/publishBy}} ({{reference}})",
        [
            .lead(
                """
                The next SSL certificate for {{host}} is requested. It is issued as soon as
                you confirm that the domain is yours, and only you can do that.
                """),
            .facts(
                MailWords.subscription + [
                    MailFact(
                        "Certificate expires on", "{{expirationDate}}", when: .expirationDate),
                    MailWords.paidUntil,
                    MailFact("To be done by", "{{publishBy}}", when: .publishBy),
                ]),
            .heading("What to do"),
            .unless(.publishBy, [.paragraph("Please do it at once.")]),
            .when(.records, records), .when(.files, files), .when(.mailboxes, mailboxes),
            .paragraph(
                """
                You need not tell us: we look by ourselves, go on as soon as it is there, and
                write when the new certificate is ready.
                """),
            .heading("What happens otherwise"),
            .when(
                .expirationDate,
                [
                    .paragraph(
                        """
                        Without it the next certificate cannot be issued. The current one
                        \(MailWords.expires) {{timeLeft}}, on {{expirationDate}}; after that
                        \(MailWords.warning)
                        """)
                ]),
            .unless(
                .expirationDate,
                [.paragraph("Without it the certificate cannot be issued.")]),
            MailWords.reissueCost, MailWords.renewalCost,
        ])

    private static let records: [MailBlock] = [
        .paragraph("Add exactly this to the DNS zone of your domain:"),
        .each(.records, [.copy("Name:  {{name}}\nType:  {{type}}\nValue: {{value}}")]),
        .paragraph(
            """
            If your provider's page adds the domain to each name by itself, leave the domain out
            at the end of the name. Keep the record until we write that the certificate is ready.
            """),
    ]

    private static let files: [MailBlock] = [
        .paragraph("Put a file on your web server so that everybody finds it at"),
        .each(
            .files,
            [.copy("{{url}}"), .paragraph("with exactly this in it:"), .copy("{{content}}")]),
        .paragraph(
            """
            It must be found by http, without a log-in and without being led to another address.
            Keep it until we write that the certificate is ready.
            """),
    ]

    private static let mailboxes: [MailBlock] = [
        .paragraph("A mail that asks for your approval was sent to"),
        .list(.mailboxes, line: "{{mailbox}} for the domain {{domain}}"),
        .paragraph(
            """
            Open it and follow the link in it; look among the unwanted mail, too. If it is not
            there, or nobody reads that mailbox, answer this mail: we have it sent again, or you
            confirm the domain in another way.
            """),
    ]
}
