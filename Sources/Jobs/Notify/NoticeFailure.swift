import Notices

extension NoticeError {
    /// How much a failure says of other messages.
    enum Reach { case message, channel }

    var reach: Reach {
        switch self {
        case .notWritten, .notRun: .channel
        default: .message
        }
    }

    var isOutcomeUnknown: Bool { false }
}
