extension ShippedTemplate {
    /// What the administrator reads in the morning.
    static let night = ShippedTemplate(
        subject: "ssl-ledger {{machine}}, night of {{date}}: {{failuresCount}} failed,"
            + " {{notDoneCount}} not done, {{tasksCount}} open tasks",
        [
            .lead(
                """
                The night of {{date}} on {{machine}}: {{failuresCount}} failed, {{notDoneCount}}
                not done, {{tasksCount}} open tasks.
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
                        [
                            ("Service number", "{{reference}}"), ("Host", "{{host}}"),
                            ("Certificate expires on", "{{expirationDate}}"), ("Why", "{{why}}"),
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
                    .paragraph("Who does one says so:"), .copy("ssl-admin task take NUMBER"),
                ]),
            .unless(.tasks, [.paragraph("None.")]),
        ])

    private static let runs = MailBlock.table(
        .runs,
        [
            ("Program", "{{program}}"), ("Began", "{{startedAt}}"), ("Took", "{{duration}}"),
            ("Status", "{{status}}"), ("Considered", "{{considered}}"), ("Acted", "{{acted}}"),
            ("Skipped", "{{skipped}}"), ("Failed", "{{failed}}"),
        ])
}
