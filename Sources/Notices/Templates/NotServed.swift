extension ShippedTemplate {
    /// What is read where a host still shows another certificate: by the staff where we install,
    /// by the customer where he does.
    static let notServed = ShippedTemplate(
        subject: "{{host}}: {{#weInstall}}the new SSL certificate is {{^deployed}}not {{/deployed}}"
            + "deployed{{#deployed}} and not shown{{/deployed}}{{/weInstall}}"
            + "{{^weInstall}}the new SSL certificate is not installed yet{{/weInstall}}"
            + " ({{reference}})",
        [
            .when(
                .weInstall,
                [
                    .lead(
                        """
                        {{#deployed}}We have deployed the new SSL certificate for {{host}}, but
                        the host does not show it.{{/deployed}}\
                        {{^deployed}}The new SSL certificate for {{host}} is ready, and could not
                        be deployed so far.{{/deployed}}
                        """)
                ]),
            .unless(
                .weInstall,
                [
                    .lead(
                        """
                        There is a new SSL certificate for {{host}}, but the host does not
                        show it: it is not installed yet, or not everywhere.
                        """)
                ]),
            .facts(
                MailWords.subscription + [
                    MailFact(
                        "Old certificate expires on", "{{previousExpirationDate}}",
                        when: .previousExpirationDate),
                    MailFact("New certificate expires on", "{{expirationDate}}"),
                    MailWords.paidUntil,
                ]),
            .when(
                .shown,
                [
                    .paragraph("What we saw:"),
                    .list(.shown, line: "{{place}}: {{seen}}"),
                ]),
            .heading("What to do"),
            .when(.weInstall, [.when(.deployed, staff), .unless(.deployed, deployment)]),
            .unless(.weInstall, customer),
            .heading("Until when, and what happens otherwise"),
            .when(
                .previousExpirationDate,
                [
                    .paragraph(
                        """
                        {{#installBy}}By {{installBy}}{{/installBy}}\
                        {{^installBy}}At once{{/installBy}}: the certificate that is shown now
                        \(MailWords.expires) {{timeLeft}}, on {{previousExpirationDate}}\
                        {{#isPast}}, and since then{{/isPast}}{{^isPast}}; after that{{/isPast}}
                        \(MailWords.warning)
                        """)
                ]),
            .unless(
                .previousExpirationDate,
                [
                    .paragraph(
                        """
                        Soon: we do not know until when what is shown now is valid. As soon as it
                        is not,
                        \(MailWords.warning)
                        """)
                ]),
            MailWords.reissueCost, MailWords.renewalCost,
        ])

    private static let customer: [MailBlock] = [
        .steps([
            """
            Install the new certificate with its key and chain. If you do not have them, answer
            this mail: a key is never sent by mail.
            """,
            "Let the server read them: reload or restart it, all of them if there are several.",
            """
            Open {{host}} in a browser: the certificate it shows must expire on
            {{expirationDate}}.
            """,
        ])
    ]

    private static let deployment: [MailBlock] = [
        .steps([
            "See what the hook or the unit says:",
            "Mend that; ssl-reissue tries it again by itself.",
        ]),
        .command("ssl-admin subscription show {{reference}}"),
        .paragraph("The customer is told when it is deployed."),
    ]

    private static let staff: [MailBlock] = [
        .steps([
            "See which machine answers there: another server, a load balancer, a CDN?",
            "Let it read the new certificate (reload it), or correct where it is deployed.",
            "If that place is not ours, say which one is to be asked, or none:",
        ]),
        .command("ssl-admin subscription set {{reference}} --served HOST:PORT"),
        .paragraph("ssl-scan looks again each night and closes the task when it sees it."),
    ]
}
