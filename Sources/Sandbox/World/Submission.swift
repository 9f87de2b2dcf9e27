/// What a row was submitted to the CA with.
struct Submission: Sendable {
    let request: SigningRequest
    /// How control of each name is shown, in the order of the names.
    var methods: [(name: String, method: ValidationMethod)]
    /// The last part of the tokens.
    var unique: String
    /// The id of the row that a reissue replaces; 0 for an activation.
    var replaces = 0
    /// How many checks still fail whatever is published.
    var failures = 0
    /// Whether the twin of a www name or an apex stays out of the certificate, because its control
    /// was not shown.
    var leavesTwinOut = false
    /// Whether the person behind the mailbox has agreed.
    var isApproved = false
    /// The text that getInfo shows for the mailbox.
    var approver = ""
}

/// One way to show control of a name.
enum ValidationMethod: Sendable, Equatable {
    case file
    case cname
    case mail(String)
}
