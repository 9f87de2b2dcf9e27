extension ShippedTemplate {
    /// What the staff reads when a reissue does not get on without a person.
    static let reissueFailed = ShippedTemplate(
        subject: "{{#alarm}}ALARM: {{/alarm}}{{host}}: the reissue needs a person, the certificate"
            + " \(MailWords.expires) {{timeLeft}} ({{reference}}, task {{task}})",
        [
            .lead("The reissue for {{host}} does not get on without a person."),
            .paragraph("What happened: {{happened}}."),
            .facts(
                MailWords.taskFacts + MailWords.taskSubject + [
                    MailFact("Product", "{{product}}", when: .product),
                    MailFact("CertificateID", "{{certificateID}}", when: .certificateID),
                    MailFact("Order id", "{{orderID}}", when: .orderID),
                    MailFact("Tried again", "{{nextAttempt}}", when: .nextAttempt),
                ]),
        ] + MailWords.task + [
            .paragraph("See what is known:"),
            .command("ssl-admin subscription show {{reference}}"),
            .paragraph("The task closes by itself when the reissue gets on."),
            .heading("Until when, and what happens otherwise"),
            .when(
                .expirationDate,
                [
                    .paragraph(
                        """
                        The current certificate \(MailWords.expires) {{timeLeft}}, on
                        {{expirationDate}}. Without the next one, visitors of {{host}} see a
                        warning after that day.
                        """)
                ]),
            .unless(.expirationDate, [.paragraph("{{host}} has no certificate until then.")]),
            .paragraph(
                "To try it again costs nothing: a reissue is free, and so is the activation of an"
                    + " order that is paid."),
        ])
}
