extension ShippedTemplate {
    /// What a customer reads whose certificate has a successor.
    static let certificateReissued = ShippedTemplate(
        subject: "{{host}}: {{#installed}}the new SSL certificate is installed{{/installed}}"
            + "{{^installed}}please install the new SSL certificate{{/installed}},"
            + " valid until {{expirationDate}} ({{reference}})",
        [
            .when(
                .installed,
                [
                    .lead(
                        """
                        {{host}} has a new SSL certificate, valid until {{expirationDate}}.
                        {{#seenWorking}}It is installed and working.{{/seenWorking}}\
                        {{^seenWorking}}We have installed it.{{/seenWorking}} There is nothing for
                        you to do.
                        """)
                ]),
            .unless(
                .installed,
                [
                    .lead(
                        """
                        There is a new SSL certificate for {{host}}, valid until
                        {{expirationDate}}. It has to be installed\
                        {{#installBy}} by {{installBy}}{{/installBy}}\
                        {{^installBy}}{{#previousExpirationDate}} at once\
                        {{/previousExpirationDate}}{{/installBy}}.
                        """)
                ]),
            .heading("What changed"),
            .facts(
                MailWords.subscription + [
                    MailFact(
                        "Old certificate expires on", "{{previousExpirationDate}}",
                        when: .previousExpirationDate),
                    MailFact("New certificate expires on", "{{expirationDate}}"),
                    MailWords.paidUntil,
                ]),
            .when(.addedNames, [.paragraph("New in the certificate:"), names(.addedNames)]),
            .when(.removedNames, [.paragraph("No longer in it:"), names(.removedNames)]),
            .when(
                .previousExpirationDate,
                [
                    .unless(
                        .addedNames,
                        [
                            .unless(
                                .removedNames,
                                [.paragraph("The names in it are the same as before.")])
                        ])
                ]),
            .when(.installed, [.when(.seenWorking, seen), .unless(.seenWorking, notSeen)]),
            .unless(.installed, install),
            MailWords.reissueCost, MailWords.renewalCost,
            .when(
                .certificateText,
                [.heading("The certificate and its chain (PEM)"), .copy("{{certificateText}}")]),
        ])

    private static func names(_ field: NoticeField) -> MailBlock { .list(field, line: "{{.}}") }

    private static let seen: [MailBlock] = [
        .when(.places, [.paragraph("It was seen working at:"), names(.places)])
    ]

    private static let notSeen: [MailBlock] = [
        .paragraph(
            """
            We do not see from here what your host shows. If a browser does not show a
            certificate that expires on {{expirationDate}} there, answer this mail.
            """)
    ]

    private static let install: [MailBlock] = [
        .heading("What to do"),
        .steps([
            """
            {{#elsewhere}}The certificate was requested outside our service, so its private key
            is where the request was made: take certificate and key from there.{{/elsewhere}}\
            {{^elsewhere}}{{#keyWithCustomer}}Take the certificate\
            {{#certificateText}} at the end of this mail{{/certificateText}}, and
            the private key that you made for it.{{/keyWithCustomer}}\
            {{^keyWithCustomer}}Get the certificate and its private key from us. If you do not
            have them yet, answer this mail: a key is never sent by mail.{{/keyWithCustomer}}\
            {{/elsewhere}}
            """,
            "Install both, with the chain, wherever the old certificate is in use{{^hasPlaces}},\n"
                + "first of all at {{host}}{{/hasPlaces}}.",
            "Let the server read them (reload or restart it), and open {{host}} in a\n"
                + "browser: the certificate it shows must expire on {{expirationDate}}.",
        ]),
        .when(.places, [.paragraph("It belongs here:"), names(.places)]),
        .heading("Until when, and what happens otherwise"),
        .when(
            .previousExpirationDate,
            [
                .paragraph(
                    """
                    The old certificate \(MailWords.inUseExpires) on {{previousExpirationDate}}\
                    {{#certificateEnded}}, and since then{{/certificateEnded}}\
                    {{^certificateEnded}}; after that{{/certificateEnded}}
                    \(MailWords.warning)
                    """)
            ]),
        .unless(
            .previousExpirationDate,
            [
                .paragraph(
                    "There is no hurry but your own: until it is installed, {{host}} has no\n"
                        + "certificate of this subscription.")
            ]),
    ]
}
