extension ShippedTemplate {
    /// What a customer reads who has to ask for the next certificate in time.
    static let certificateExpires = ShippedTemplate(
        subject: "{{host}}: the SSL certificate \(MailWords.expires) {{timeLeft}},"
            + " {{expirationDate}} ({{reference}})",
        [
            .lead(
                "The SSL certificate for {{host}} \(MailWords.expires) {{timeLeft}},\n"
                    + "on {{expirationDate}}."),
            .facts(
                MailWords.subscription + [
                    MailFact("Certificate expires on", "{{expirationDate}}"), MailWords.paidUntil,
                ]),
            .paragraph(
                """
                SSL certificates are valid for some months only, so a subscription of a year or
                more has several of them, one after the other. It is time for the next one.
                """),
            .heading("What to do"),
            .when(.weInstall, [.steps([ask, confirm, "We install it, and see that it works."])]),
            .unless(
                .weInstall,
                [
                    .steps([
                        ask, confirm,
                        """
                        Install the new certificate in place of the old one
                        {{#installBy}}by {{installBy}} at the latest{{/installBy}}\
                        {{^installBy}}at once{{/installBy}}.
                        """,
                    ])
                ]),
            MailWords.reissueCost, MailWords.renewalCost,
            .heading("What happens otherwise"),
            .unless(
                .isPast, [.paragraph("As soon as it has expired,\n" + MailWords.warning)]),
            .when(.isPast, [.paragraph("Since {{expirationDate}}\n" + MailWords.warning)]),
            .paragraph(
                """
                Is a newer certificate installed already? Then there is nothing to do: this
                message is about this certificate only.
                """),
        ])

    private static let ask =
        "Answer this mail and ask for the next certificate."
        + "{{#keyWithCustomer}} Attach a certificate\nsigning request (CSR)"
        + " made with a new key.{{/keyWithCustomer}}"
    private static let confirm =
        "If we ask you to confirm that the domain is yours, do so the same day."
}
