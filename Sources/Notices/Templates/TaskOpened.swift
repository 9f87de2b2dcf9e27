extension ShippedTemplate {
    /// What the staff reads about any other task.
    static let taskOpened = ShippedTemplate(
        subject: "task {{task}}: {{cause}}{{#host}}, {{host}}{{/host}}"
            + "{{#reference}} ({{reference}}){{/reference}}",
        [
            .lead("There is a task for a person{{#host}}, about {{host}}{{/host}}."),
            .paragraph("What happened: {{happened}}."),
            .facts(MailWords.taskFacts + MailWords.taskSubject),
        ] + MailWords.task + [
            .heading("What happens otherwise"),
            .paragraph(
                """
                The task stays open and is not said again: the digest of the night and
                ssl-report tasks show it. It costs nothing unless the text above says so.
                """),
        ])
}
