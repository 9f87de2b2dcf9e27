import CertificateLedger
import Notices
import Settings

extension NoticeCandidate {
    /// Why nothing is told although there is something; nil where it is told.
    func silence(by settings: NoticeSettings) -> String? {
        if settings.isOff(kind: kind.rawValue, host: subject?.host ?? "") {
            return "silenced by NoticeOff"
        }
        let silenced = subject?.silenced ?? []
        // `all` is what the customer gets; the department's own are silenced by name.
        return silenced.contains(kind.rawValue)
            || (silenced.contains("all") && audience == .customer)
            ? "silenced for this subscription" : nil
    }
}
