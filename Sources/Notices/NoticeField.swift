/// A fact that notices of some kinds hold, under the name that templates use.
package struct NoticeField: Sendable, Hashable {
    /// The name in templates.
    package let name: String
    /// What it is, in one line for the person who edits a template.
    package let meaning: String
    /// What a template can do with it.
    package let shape: Shape

    /// What a value is, which decides how it is cleaned, cut and named in templates.
    package indirect enum Shape: Sendable, Hashable {
        /// One line of at most 300 characters; empty where there is nothing to say.
        case text
        /// One line of several sentences, at most 2,000 characters.
        case prose
        /// Lines to be copied as they are, at most 300 of them and 20,000 characters.
        case block
        /// An http or https address, or empty.
        case link
        /// A whole number.
        case number
        /// A yes or a no.
        case flag
        /// A list of texts, of which 200 are shown.
        case texts
        /// A table with these columns, of which 1,000 rows are shown.
        case rows([NoticeField])
        /// What another template has put into words.
        case words
        /// The same as text or HTML, to be inserted as it is.
        case markup
    }

    init(_ name: String, _ shape: Shape, _ meaning: String) {
        self.name = name
        self.shape = shape
        self.meaning = meaning
    }
}

// What is said about a subscription and its certificate.
extension NoticeField {
    /// The seller's own service number.
    package static let reference = NoticeField(
        "reference", .text, "the service number of the subscription")
    /// The host of the subscription.
    package static let host = NoticeField("host", .text, "the host of the subscription")
    /// Every name in the certificate.
    package static let names = NoticeField("names", .texts, "every name in the certificate")
    /// The last day of the certificate that the notice is about.
    package static let expirationDate = NoticeField(
        "expirationDate", .text, "the last day of the certificate, YYYY-MM-DD, or empty")
    /// The last day of the certificate before it.
    package static let previousExpirationDate = NoticeField(
        "previousExpirationDate", .text,
        "the last day of the certificate before this one, or empty for the first")
    /// Days to the date that the notice is about.
    package static let daysLeft = NoticeField(
        "daysLeft", .number, "days to the date this is about, negative when it has passed")
    /// The last paid day.
    package static let paidUntil = NoticeField(
        "paidUntil", .text, "the last paid day, YYYY-MM-DD, or empty where it is not shown")
    /// Who signs the mail.
    package static let seller = NoticeField("seller", .text, "who signs the mail")
    /// Where an answer goes.
    package static let replyTo = NoticeField("replyTo", .text, "the address an answer goes to")
    /// Whether the mail goes to the staff for want of an address.
    package static let toStaff = NoticeField(
        "toStaff", .flag, "whether nobody at the customer is known, so that the staff gets it")
    /// Whether it is a reissue, for which nothing is paid.
    package static let nothingToPay = NoticeField(
        "nothingToPay", .flag, "whether it is a reissue, for which nothing is paid")
    /// Whether it is the first certificate of a renewal that is paid.
    package static let renewalPaid = NoticeField(
        "renewalPaid", .flag, "whether it is the first certificate of a renewal that is paid")
    /// Whether the certificate in use has ended.
    package static let certificateEnded = NoticeField(
        "certificateEnded", .flag, "whether the certificate in use has ended")
    /// Whether the seller installs.
    package static let weInstall = NoticeField(
        "weInstall", .flag, "whether we install the certificate ourselves")
    /// Whether the seller did install.
    package static let deployed = NoticeField(
        "deployed", .flag, "whether we have deployed the certificate; not where nobody here does")
    /// Whether the key is made by the customer.
    package static let keyWithCustomer = NoticeField(
        "keyWithCustomer", .flag, "whether the customer makes the key and sends a CSR")
}

// What is said about a new certificate.
extension NoticeField {
    /// Whether it is in place.
    package static let installed = NoticeField(
        "installed", .flag, "whether it is installed, so that the customer has nothing to do")
    /// Whether somebody has looked.
    package static let seenWorking = NoticeField(
        "seenWorking", .flag, "whether it was also seen working at every place")
    /// Where it belongs, as `HOST:PORT`.
    package static let places = NoticeField(
        "places", .texts,
        "where it was seen working, else where it belongs, as HOST:PORT; may be empty")
    /// Until when it must be installed.
    package static let installBy = NoticeField(
        "installBy", .text, "the last day on which installing it is in time; empty if at once")
    /// Names that the certificate before did not have.
    package static let addedNames = NoticeField(
        "addedNames", .texts, "names that the certificate before did not have")
    /// Names that only the certificate before had.
    package static let removedNames = NoticeField(
        "removedNames", .texts, "names that only the certificate before had")
    /// Whether it was requested by other means than these programs.
    package static let elsewhere = NoticeField(
        "elsewhere", .flag, "whether it was requested elsewhere, so that its key is there")
    /// Certificate and chain as PEM, for whoever installs it with a key of his own.
    package static let certificateText = NoticeField(
        "certificateText", .block, "certificate and chain as PEM, or empty")
    /// What each place shows instead.
    package static let shown = NoticeField(
        "shown",
        .rows([
            NoticeField("place", .text, "the place as HOST:PORT"),
            NoticeField("seen", .text, "what was seen there, in a few words"),
        ]), "what each place shows instead")
}

// What is to be published or approved, and what a renewal costs the customer.
extension NoticeField {
    /// DNS records to be published.
    package static let records = NoticeField(
        "records",
        .rows([
            NoticeField("name", .text, "the owner name of the record"),
            NoticeField("type", .text, "its type, such as CNAME"),
            NoticeField("value", .text, "its value"),
        ]), "DNS records to be published")
    /// Files to be published.
    package static let files = NoticeField(
        "files",
        .rows([
            NoticeField("url", .text, "where the file must be found"),
            NoticeField("content", .block, "what must be in it"),
        ]), "files to be published")
    /// Mailboxes in which somebody has to approve.
    package static let mailboxes = NoticeField(
        "mailboxes",
        .rows([
            NoticeField("mailbox", .text, "the address that was written to"),
            NoticeField("domain", .text, "the domain to be approved"),
        ]), "mailboxes in which somebody has to approve")
    /// Until when it must be done.
    package static let publishBy = NoticeField(
        "publishBy", .text, "the last day on which doing it is in time; empty if at once")
    /// Whether certificates are still issued within the paid period.
    package static let certificatesFollow = NoticeField(
        "certificatesFollow", .flag,
        "whether further certificates are issued until the paid period ends")
    /// Where the customer renews.
    package static let renewURL = NoticeField(
        "renewURL", .link, "where the customer renews, or empty")
    /// What the customer pays for a year.
    package static let price = NoticeField(
        "price", .text, "what the customer pays for a year, such as 49.90 EUR, or empty")
}
