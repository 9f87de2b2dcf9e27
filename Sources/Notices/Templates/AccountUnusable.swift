extension ShippedTemplate {
    /// What the staff reads when nothing can be done through an account.
    static let accountUnusable = ShippedTemplate(
        subject: "{{module}}: the account cannot be used, subscriptions that depend on it:"
            + " {{dependents}} (task {{task}})",
        [
            .lead("The account of the processing module {{module}} cannot be used."),
            .paragraph("What happened: {{happened}}."),
            .facts(
                [
                    MailFact("Module", "{{module}}"),
                    MailFact("Subscriptions that depend on it", "{{dependents}}"),
                    MailFact(
                        "First certificate expires on", "{{firstExpiration}}",
                        when: .firstExpiration),
                ] + MailWords.taskFacts),
        ] + MailWords.task + [
            .paragraph("Then see whether it works; the next call that succeeds closes the task:"),
            .command("ssl-admin module test {{module}}"),
            .heading("Until when, and what happens otherwise"),
            .paragraph(
                """
                Nothing is reissued, and nothing is looked at, through this module\
                {{#firstExpiration}}.
                The first certificate expires on {{firstExpiration}}{{/firstExpiration}}.
                """),
        ])
}
