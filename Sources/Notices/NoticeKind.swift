/// What a notice to a customer is about; a new kind is a line in each place and a file of templates.
package enum NoticeKind: String, Sendable, CaseIterable {
    /// The current certificate expires and somebody has to act, because the policy is `manual`.
    case certificateExpires = "certificate-expires"

    /// The template that the programs bring along.
    var shipped: ShippedTemplate {
        switch self {
        case .certificateExpires: .certificateExpires
        }
    }
}

/// The text of a template as it stands in a source file.
struct ShippedTemplate: Sendable {
    /// The subject line, a blank line and the text.
    let text: String
    /// The same for mail programs that show HTML.
    let html: String
}
