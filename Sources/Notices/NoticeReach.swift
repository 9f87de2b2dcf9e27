private import HTTP
private import Processes
private import SMTP

extension NoticeError {
    /// What else fails with a message.
    package enum Reach: Sendable {
        /// Other messages may get through.
        case message
        /// The channel is of no use now: its server is down, refuses us, or is set up wrongly.
        case channel
    }

    /// Whether the message may have arrived all the same.
    ///
    /// To hand it over once more makes a second one possible where the channel is a mail server or
    /// a program; the outbox and a webhook know a message by its Message-ID.
    package var isOutcomeUnknown: Bool {
        switch self {
        case .notSubmitted(let error): error.isOutcomeUnknown
        case .notPosted(let error): error.mayHaveArrived
        case .notAccepted(_, let status, _): WebhookAnswer(status).mayHaveArrived
        // It may have done its work before its time was over, or before it was ended.
        case .notRun(.timeLimit), .notRun(.stopped), .refused(_, .signal, _): true
        default: false
        }
    }

    /// What else fails with the message.
    package var reach: Reach {
        switch self {
        case .notSubmitted(let error): error.concernsServer ? .channel : .message
        case .notPosted(let error): error.mayHaveArrived ? .message : .channel
        case .notAccepted(_, let status, _):
            WebhookAnswer(status).concernsAll ? .channel : .message
        // sysexits.h: 71 and 72 the system, 77 permission, 78 the configuration.
        case .refused(_, .code(let code), _): [71, 72, 77, 78].contains(code) ? .channel : .message
        case .notRun(.timeLimit), .refused: .message
        case .notRun, .notWritten: .channel
        case .unknownName, .template, .data, .malformed: .message
        }
    }
}

/// What the status of a webhook's answer means (RFC 9110, 15).
struct WebhookAnswer {
    private let status: Int

    init(_ status: Int) {
        self.status = status
    }

    /// Whether it has the message.
    var isSuccess: Bool { (200...299).contains(status) }

    /// Whether the same message is refused for good.
    var isPermanent: Bool { (400...499).contains(status) && !isPassing && !concernsAll }

    /// Whether every message fails now.
    var concernsAll: Bool { isRefusal || isUnavailable }

    /// Whether nobody is at work there for a while.
    var isUnavailable: Bool { status == 503 }

    /// Whether the address or the key is wrong.
    ///
    /// Redirects are not followed: the key would sign for somebody who was not meant.
    private var isRefusal: Bool {
        status < 400 || [401, 403, 404, 405, 407, 410].contains(status)
    }

    /// Whether it may have taken the message before it failed.
    var mayHaveArrived: Bool { status >= 500 && !isUnavailable }

    /// What to do about it.
    var remedy: String {
        if isPermanent { return "see the log of whoever answers there: it takes no such message" }
        return isRefusal
            ? "correct Webhook and the key in WebhookKeyFile, or ask whoever answers there"
            : "see the log of whoever answers there; it is tried again"
    }

    /// 408 time-out, 425 too early, 429 too many.
    private var isPassing: Bool { [408, 425, 429].contains(status) }
}
