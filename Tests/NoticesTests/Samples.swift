import Notices
import Subscriptions

/// Invented notices and messages for the tests.
enum Samples {
    static func message(
        id: String = "r-1.certificate-expires.4711@ledger.seller.example",
        subject: String = "shop.example: the certificate expires",
        text: String = "Dear customer,\n\nto do: a=b.\n.\nüber\n", html: String = "<p>Hello</p>\n"
    ) throws -> Message {
        try Message(
            id: id, from: MailAddress("Seller <certificates@seller.example>"),
            to: MailAddress("customer@shop.example"), date: Timestamp(seconds: 1_791_500_645),
            notice: Notice(subject: subject, text: text, html: html))
    }
}
