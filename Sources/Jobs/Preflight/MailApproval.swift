import Subscriptions
import Wording

/// Whether the next certificate can be validated by mail at all.
struct MailApproval: PreflightCheck {
    static let name = "mail"

    /// CA/Browser Forum, ballot SC-090: no validation by mail from this day on.
    static let end = Day(number: 21_258)  // 2028-03-15

    func finding(about subject: PreflightSubject) -> PreflightFinding {
        guard let name = subject.names(by: .email).first,
            subject.reissuedOn >= MailApproval.end
        else { return .passed }
        return .failed(
            "\(name.printable()) is validated by mail, which no CA accepts from"
                + " \(MailApproval.end) on; run \(subject.command(.cname, for: name))")
    }
}
