extension ShippedTemplate {
    /// What a customer reads who has to ask for the next certificate in time.
    static var certificateExpires: ShippedTemplate {
        ShippedTemplate(text: text, html: html)
    }

    private static let text = """
        Subject: {{host}}: the SSL certificate {{#isPast}}expired{{/isPast}}{{^isPast}}expires{{/isPast}} {{timeLeft}}, {{expirationDate}} ({{reference}})

        Dear customer,

        the SSL certificate for {{host}} {{#isPast}}expired{{/isPast}}{{^isPast}}expires{{/isPast}} {{timeLeft}}.

        Service number:          {{reference}}
        Host:                    {{host}}
        Names:                   {{#names}}{{.}}{{^last()}}, {{/last()}}{{/names}}
        Certificate expires on:  {{expirationDate}}
        {{#paidUntil}}
        Subscription paid until: {{paidUntil}}
        {{/paidUntil}}

        What to do:
        Ask us.
        {{#nothingToPay}}

        There is nothing to pay: the next certificate is part of your subscription.
        This is a reissue, not a renewal.
        {{/nothingToPay}}

        While no valid certificate is installed, visitors of {{host}}
        see a warning instead of your site. This message is about this certificate only.

        """

    private static let html = """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>{{host}}: the SSL certificate expires</title></head>
        <body>
        <p>Dear customer,</p>
        <p>the SSL certificate for <strong>{{host}}</strong> {{#isPast}}expired{{/isPast}}{{^isPast}}expires{{/isPast}} {{timeLeft}}.</p>
        <table>
        <tr><td>Service number</td><td>{{reference}}</td></tr>
        <tr><td>Host</td><td>{{host}}</td></tr>
        <tr><td>Names</td><td>{{#names}}{{.}}{{^last()}}, {{/last()}}{{/names}}</td></tr>
        <tr><td>Certificate expires on</td><td>{{expirationDate}}</td></tr>
        {{#paidUntil}}
        <tr><td>Subscription paid until</td><td>{{paidUntil}}</td></tr>
        {{/paidUntil}}
        </table>
        <p><strong>What to do:</strong> Ask us.</p>
        {{#nothingToPay}}
        <p>There is nothing to pay: the next certificate is part of your subscription. This is a
        reissue, not a renewal.</p>
        {{/nothingToPay}}
        <p>While no valid certificate is installed, visitors of {{host}} see a warning instead of
        your site. This message is about this certificate only.</p>
        </body>
        </html>

        """
}
