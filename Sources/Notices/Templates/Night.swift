extension ShippedTemplate {
    /// What the administrator reads in the morning.
    static let night = ShippedTemplate(
        subject: "ssl-ledger {{machine}}, night of {{date}}: failed {{failuresCount}},"
            + " not done {{notDoneCount}}, open tasks {{tasksCount}}",
        [
            .lead(
                """
                The night of {{date}} on {{machine}}, with all runs since {{since}}.
                Failed: {{failuresCount}}. Due and not done: {{notDoneCount}}.
                Open tasks: {{tasksCount}}.
                """),
            .heading("Runs"), .when(.runs, [runs]),
            .unless(
                .runs,
                [
                    .paragraph(
                        """
                        None. Look at cron and its mail: no program has run, so nothing was
                        reissued and nobody was told.
                        """)
                ]),
            .heading("Failures"),
            .when(
                .failures,
                [
                    .list(
                        .failures,
                        line: "{{program}}: {{#host}}{{host}}{{#reference}} ({{reference}})"
                            + "{{/reference}}: {{/host}}{{happened}}"),
                    .paragraph("What can be tried again is tried again the next night."),
                ]),
            .unless(.failures, [.paragraph("None.")]),
            .heading("Due and not done"),
            .when(
                .notDone,
                [
                    .table(
                        .notDone,
                        line: "{{reference}}, {{host}}, expires {{expirationDate}}: {{why}}",
                        [
                            ("Service", "{{reference}}"), ("Host", "{{host}}"),
                            ("Expires on", "{{expirationDate}}"), ("Why", "{{why}}"),
                        ])
                ]),
            .unless(.notDone, [.paragraph("Nothing.")]),
            .heading("Open tasks"),
            .when(
                .tasks,
                [
                    .list(
                        .tasks,
                        line: "{{task}}, since {{openedOn}}: {{#host}}{{host}}{{#reference}}"
                            + " ({{reference}}){{/reference}}: {{/host}}{{happened}}"),
                    .paragraph("Who does one says so:"), .command("ssl-admin task take NUMBER"),
                ]),
            .unless(.tasks, [.paragraph("None.")]),
        ])

    private static let runs = MailBlock.table(
        .runs,
        line: "{{program}} at {{startedAt}}, {{duration}}, status {{status}}: considered"
            + " {{considered}},\n  acted {{acted}}, skipped {{skipped}}, failed {{failed}}",
        [
            ("Program", "{{program}}"), ("Began", "{{startedAt}}"), ("Took", "{{duration}}"),
            ("Status", "{{status}}"), ("Considered", "{{considered}}"), ("Acted", "{{acted}}"),
            ("Failed", "{{failed}}"),
        ])
}
