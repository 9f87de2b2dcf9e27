import HTTP
import Notices
import SMTP

extension ExitStatus {
    /// The status of a run whose channel does not work.
    init(blocked error: NoticeError) {
        switch error {
        case .notRun where error.isOutcomeUnknown: self = .failed
        case .notWritten: self = .cannotWrite
        case .notSubmitted(.noConnection), .notPosted, .notAccepted(_, 503, _): self = .unreachable
        case .notSubmitted(.unusable), .notSubmitted(.noTrust), .notSubmitted(.notLoggedIn),
            .notAccepted, .notRun:
            self = .configuration
        default: self = .failed
        }
    }
}
