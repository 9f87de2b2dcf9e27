extension ShippedTemplate {
    static let digest = ShippedTemplate(
        text: "Subject: {{noticesCount}} notices\n\n{{#notices}}\n{{{text}}}\n{{/notices}}\n",
        html: "{{#notices}}{{{text}}}{{/notices}}\n")
    static let frame = ShippedTemplate(
        text: "{{{body}}}\n",
        html:
            "<!DOCTYPE html>\n<html{{#language}} lang=\"{{language}}\"{{/language}}><head><meta charset=\"utf-8\"><title>{{subject}}</title></head><body>{{{body}}}</body></html>\n"
    )
    static let certificateReissued = ShippedTemplate(
        text: "Subject: a notice\n\nA notice.\n", html: "<p>A notice.</p>\n")
    static let validationNeeded = ShippedTemplate(
        text: "Subject: a notice\n\nA notice.\n", html: "<p>A notice.</p>\n")
    static let reissueFailed = ShippedTemplate(
        text: "Subject: a notice\n\nA notice.\n", html: "<p>A notice.</p>\n")
    static let notServed = ShippedTemplate(
        text: "Subject: a notice\n\nA notice.\n", html: "<p>A notice.</p>\n")
    static let paidPeriodEnds = ShippedTemplate(
        text: "Subject: a notice\n\nA notice.\n", html: "<p>A notice.</p>\n")
    static let balanceLow = ShippedTemplate(
        text: "Subject: a notice\n\nA notice.\n", html: "<p>A notice.</p>\n")
    static let accountUnusable = ShippedTemplate(
        text: "Subject: a notice\n\nA notice.\n", html: "<p>A notice.</p>\n")
    static let taskOpened = ShippedTemplate(
        text: "Subject: a notice\n\nA notice.\n", html: "<p>A notice.</p>\n")
    static let emailValidationEnds = ShippedTemplate(
        text: "Subject: a notice\n\nA notice.\n", html: "<p>A notice.</p>\n")
    static let night = ShippedTemplate(
        text: "Subject: a notice\n\nA notice.\n", html: "<p>A notice.</p>\n")
}
