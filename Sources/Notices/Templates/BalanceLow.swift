extension ShippedTemplate {
    /// What the staff reads when an account has less money than set.
    static let balanceLow = ShippedTemplate(
        subject: "{{module}}: the balance{{#balance}} of {{balance}}{{/balance}} is below the"
            + " minimum{{#minimum}} of {{minimum}}{{/minimum}} (task {{task}})",
        [
            .lead("The balance of the processing module {{module}} is low."),
            .paragraph("What happened: {{happened}}."),
            .facts(
                [
                    MailFact("Module", "{{module}}"),
                    MailFact("Balance", "{{balance}}", when: .balance),
                    MailFact("Minimal balance", "{{minimum}}", when: .minimum),
                ] + MailWords.taskFacts),
        ] + MailWords.task + [
            .paragraph("The task closes by itself when ssl-scan sees a balance above the minimum."),
            .heading("What happens otherwise"),
            .paragraph(
                """
                Purchases and renewals through this module are refused when the money does not
                suffice. Reissues within paid periods cost nothing and go on.
                """),
        ])
}
