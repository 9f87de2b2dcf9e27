extension ShippedTemplate {
    /// Who is greeted and who signs; in HTML the page, light or dark as the reader has it.
    static let frame = ShippedTemplate(
        text: """
            {{#seller}}
            {{#toStaff}}
            For our own staff: nobody at the customer is known, or his address takes no mail.
            Pass it on, and set the address: ssl-admin subscription set REFERENCE --mail ADDRESS

            {{/toStaff}}
            {{#sameLanguage}}
            Dear customer,

            {{/sameLanguage}}
            {{/seller}}
            {{{body}}}

            {{#seller}}
            {{#sameLanguage}}
            Kind regards,
            {{/sameLanguage}}
            {{seller}}
            {{#replyTo}}
            {{replyTo}}
            {{/replyTo}}
            {{/seller}}
            {{^seller}}
            -- 
            Written by ssl-notify. Who gets it is set by Department of the module and by
            NoticeAdministrator.
            {{/seller}}

            """,
        html: """
            <!DOCTYPE html>
            <html{{#language}} lang="{{language}}"{{/language}}>
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>{{subject}}</title>
            <style>
            :root { color-scheme: light dark; }
            @media (prefers-color-scheme: dark) {
              .page { background: #101215 !important; }
              .card { background: #1c1f24 !important; color: #e6e8eb !important; }
              .card a { color: #79b8ff !important; }
              .label { color: #a9b1ba !important; }
              .copy { background: #2a2e35 !important; color: #e6e8eb !important; }
            }
            </style>
            </head>
            <body class="page" style="margin:0;padding:0;background:#eef0f3">
            <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" \
            style="background:#eef0f3">
            <tr><td align="center" style="padding:16px 8px">
            <table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" \
            style="max-width:680px;background:#ffffff;color:#1f2328;text-align:left;\
            font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;\
            font-size:15px;line-height:24px">
            <tr><td style="padding:24px">
            {{#seller}}
            {{#toStaff}}
            <p class="copy" style="margin:0 0 16px;padding:12px;background:#f0f2f5;color:#1f2328">\
            <strong>For our own staff:</strong> nobody at the customer is known, or his address
            takes no mail. Pass it on, and set the address:<br>\
            <code>ssl-admin subscription set REFERENCE --mail ADDRESS</code></p>
            {{/toStaff}}
            {{#sameLanguage}}<p style="margin:0 0 16px">Dear customer,</p>{{/sameLanguage}}
            {{/seller}}
            {{{body}}}
            {{#seller}}
            <p style="margin:24px 0 0">{{#sameLanguage}}Kind regards,<br>{{/sameLanguage}}{{seller}}\
            {{#replyTo}}<br>{{replyTo}}{{/replyTo}}</p>
            {{/seller}}
            {{^seller}}
            <p class="label" style="margin:24px 0 0;font-size:13px;line-height:20px;\
            color:#57606a">Written by ssl-notify. Who gets it is set by Department of the module
            and by NoticeAdministrator.</p>
            {{/seller}}
            </td></tr>
            </table>
            </td></tr>
            </table>
            </body>
            </html>

            """)

    /// Several notices, each as it would be alone.
    static let digest = ShippedTemplate(
        text: """
            Subject: {{noticesCount}} messages about your SSL certificates

            Here are {{noticesCount}} messages about your SSL certificates in one mail:

            {{#notices}}
            - {{subject}}
            {{/notices}}

            {{#notices}}
            ----------------------------------------------------------------------
            {{subject}}
            ----------------------------------------------------------------------

            {{{text}}}

            {{/notices}}

            """,
        html: """
            <p style="margin:0 0 16px;font-size:17px;line-height:24px">Here are {{noticesCount}}
            messages about your SSL certificates in one mail:</p>
            <ul style="margin:0 0 16px;padding-left:24px">
            {{#notices}}
            <li style="margin:0 0 4px">{{subject}}</li>
            {{/notices}}
            </ul>
            {{#notices}}
            <h1 style="margin:32px 0 16px;padding:16px 0 0;border-top:2px solid #8c959f;\
            font-size:19px;line-height:26px">{{subject}}</h1>
            {{{text}}}
            {{/notices}}

            """)
}
