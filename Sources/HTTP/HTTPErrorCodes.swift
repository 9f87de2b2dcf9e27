import CCurl

extension HTTPError {
    /// The error for a code of libcurl (libcurl-errors(3)) or for our own stop from inside.
    init(
        _ code: CURLcode, stop: Received.Stop?, host: String, bodyLimit: Int, reason: String,
        sent: Bool
    ) {
        switch stop {
        case .tooLarge(let limit): self = .tooLarge(host: host, limit: limit)
        case .tooSlow: self = .tooSlow(host: host)
        case nil:
            self =
                HTTPError.refusal(code, reason: reason, sent: sent)
                ?? HTTPError.beforeRequest(code, host: host, reason: reason)
                ?? HTTPError.duringRequest(code, host, bodyLimit, reason, sent)
        }
    }

    /// The codes about the address, which libcurl also uses for an answer that is not HTTP.
    private static func refusal(_ code: CURLcode, reason: String, sent: Bool) -> HTTPError? {
        let isRefusal = [CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT].contains(code)
        return isRefusal && !sent ? .refusedURL(reason: reason) : nil
    }

    /// The codes that libcurl gives only before it sends anything of a request.
    private static func beforeRequest(
        _ code: CURLcode, host: String, reason: String
    ) -> HTTPError? {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: .unknownHost(host: host)
        case CURLE_COULDNT_RESOLVE_PROXY: .unknownHost(host: "the proxy")
        case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED, CURLE_PROXY:
            .cannotConnect(host: host, reason: reason)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_ENGINE_INITFAILED:
            .tls(host: host, reason: reason)
        default: nil
        }
    }

    private static func duringRequest(
        _ code: CURLcode, _ host: String, _ bodyLimit: Int, _ reason: String, _ sent: Bool
    ) -> HTTPError {
        switch code {
        case CURLE_OPERATION_TIMEDOUT: .timedOut(host: host, sent: sent)
        case CURLE_FILESIZE_EXCEEDED: .tooLarge(host: host, limit: bodyLimit)
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR,
            CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING,
            CURLE_HTTP_RETURNED_ERROR:
            .interrupted(host: host, reason: reason, sent: sent)
        default: .library(host: host, reason: reason, sent: sent)
        }
    }
}
