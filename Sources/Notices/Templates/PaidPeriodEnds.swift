extension ShippedTemplate {
    /// What a customer reads whose paid period ends without a renewal.
    static let paidPeriodEnds = ShippedTemplate(
        subject:
            "{{host}}: your SSL subscription \(MailWords.ends) {{timeLeft}}{{#paidUntil}}, {{paidUntil}}{{/paidUntil}}"
            + " ({{reference}})",
        [
            .lead(
                """
                The paid period of your SSL subscription for {{host}} \(MailWords.ends)
                {{timeLeft}}{{#paidUntil}}, on {{paidUntil}}{{/paidUntil}}.
                """),
            .facts(
                MailWords.subscription + [
                    MailFact(
                        "Certificate valid until", "{{expirationDate}}", when: .expirationDate),
                    MailWords.paidUntil,
                ]),
            .heading("What to do"),
            .paragraph("If you want to keep the site protected, renew the subscription."),
            .when(.renewURL, [.paragraph("You can renew it here:"), .link(.renewURL)]),
            .unless(
                .renewURL,
                [.paragraph("Answer this mail, and say for how many years.")]),
            .paragraph("If you do not need it any more, there is nothing to do."),
            .heading("What it costs"),
            .when(.price, [.paragraph("A year costs {{price}}.")]),
            .unless(.price, [.paragraph("We tell you the price before you order anything.")]),
            .paragraph(
                """
                This is a renewal, another paid period, and not one of the reissues within the
                period that cost nothing.
                """),
            .heading("What happens otherwise"),
            .when(.certificatesFollow, [.paragraph(followed)]),
            .unless(
                .certificatesFollow,
                [
                    .when(.expirationDate, [.paragraph(last)]),
                    .unless(.expirationDate, [.paragraph("No further certificate is issued.")]),
                ]),
        ])

    private static let followed = """
        Until {{paidUntil}} nothing changes: certificates go on as before, and the next one
        within that time costs nothing. After {{paidUntil}} no further certificate is issued.
        As soon as the last one has expired,
        \(MailWords.warning)
        """
    private static let last = """
        No further certificate is issued. The last one \(MailWords.inUseExpires) on
        {{expirationDate}}{{#certificateEnded}}, and since then{{/certificateEnded}}\
        {{^certificateEnded}}; after that{{/certificateEnded}}
        \(MailWords.warning)
        """
}
