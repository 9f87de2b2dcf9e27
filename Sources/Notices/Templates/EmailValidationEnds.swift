extension ShippedTemplate {
    /// What the staff reads about subscriptions on e-mail validation.
    ///
    /// CA/Browser Forum, Baseline Requirements: no validation by e-mail from 2028-03-15.
    static let emailValidationEnds = ShippedTemplate(
        subject: "{{module}}: e-mail validation \(MailWords.ends) {{timeLeft}}, {{endsOn}};"
            + " subscriptions that use it: {{subscriptionsCount}}",
        [
            .lead(
                """
                No CA may validate a domain by e-mail from {{endsOn}} on ({{timeLeft}}).
                Subscriptions of module {{module}} that still rely on it: {{subscriptionsCount}}.
                """),
            .table(
                .subscriptions,
                line:
                    "{{reference}}, {{host}}: expires {{expirationDate}}{{#paidUntil}}, paid until"
                    + " {{paidUntil}}{{/paidUntil}}{{#approver}}, approved by {{approver}}"
                    + "{{/approver}}",
                [
                    ("Service", "{{reference}}"), ("Host", "{{host}}"),
                    ("Expires on", "{{expirationDate}}"),
                    ("Paid until", "{{paidUntil}}"), ("Approved by", "{{approver}}"),
                ]),
            .heading("What to do"),
            .steps([
                "Agree with each customer on a DNS record (cname) or a file on the web server.",
                "Let us publish it where we can: a zone, a web root or a hook in the settings.",
                "Set the method of each subscription:",
            ]),
            .command("ssl-admin subscription set REFERENCE --dcv cname"),
            .heading("Until when, and what happens otherwise"),
            .paragraph(
                """
                By the last reissue before {{endsOn}}. After that day these certificates cannot be
                reissued and expire, however long the subscription is paid. The change of method
                costs nothing.
                """),
        ])
}
