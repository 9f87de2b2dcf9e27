import CCurl

extension SMTPError {
    /// The error for a code of libcurl (libcurl-errors(3)) and what was said until then.
    init(_ code: CURLcode, _ dialogue: Dialogue, server: String, reason: String) {
        let step = dialogue.step
        if let stopped = SMTPError(stopped: dialogue, server: server) {
            self = stopped
        } else if let early = SMTPError.beforeWords(code, server: server, reason: reason) {
            self = early
        } else if let number = dialogue.lastCode, (400...599).contains(number),
            step != .connection
        {
            self =
                step == .login && number >= 500
                ? .notLoggedIn(server: server, words: dialogue.lastAnswer)
                : .refused(
                    server: server, step: step, code: number, words: dialogue.lastAnswer)
        } else if code == CURLE_LOGIN_DENIED {
            self = .notLoggedIn(server: server, words: reason)
        } else if step == .connection, dialogue.lastCode == nil {
            self = .noConnection(server: server, reason: reason)
        } else {
            let words = dialogue.lastAnswer
            self = .interrupted(
                server: server, step: step, reason: words.isEmpty ? reason : words)
        }
    }

    private init?(stopped dialogue: Dialogue, server: String) {
        switch dialogue.stop {
        case .endless:
            self = .interrupted(
                server: server, step: dialogue.step, reason: "its answers have no end")
        case .nobodyAsked:
            self = .notLoggedIn(server: server, words: "it offers no login")
        case nil: return nil
        }
    }

    /// The codes that libcurl gives only before a sender is named.
    private static func beforeWords(
        _ code: CURLcode, server: String, reason: String
    ) -> SMTPError? {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT:
            .noConnection(server: server, reason: reason)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_ENGINE_INITFAILED:
            .noTrust(server: server, reason: reason)
        case CURLE_USE_SSL_FAILED:
            .noTrust(server: server, reason: "it offers no STARTTLS")
        case CURLE_FAILED_INIT, CURLE_OUT_OF_MEMORY, CURLE_UNKNOWN_OPTION, CURLE_NOT_BUILT_IN,
            CURLE_BAD_FUNCTION_ARGUMENT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT:
            .library(reason: reason)
        default: nil
        }
    }
}
