import CCurl

/// An address that passed the rules, read by the parser that libcurl itself connects with.
struct HTTPTarget {
    /// The address as given.
    let url: String
    /// Host and port for people.
    let host: String
    /// The protocols libcurl may speak: exactly the one of the address.
    let scheme: String

    /// Checks an address: https, or http to loopback where a proxy, if any, is loopback too; http
    /// to anywhere where nothing is secret.
    init(_ url: String, proxy: String?, isSecret: Bool) throws(HTTPError) {
        let parts = URLParts(url)
        guard let scheme = parts.scheme, let host = parts.host, !host.isEmpty else {
            throw .refusedURL(reason: "it is not an http address")
        }
        guard !parts.hasCredentials else {
            throw .refusedURL(reason: "it holds a user name or a password")
        }
        guard ["https", "http"].contains(scheme) else {
            throw .refusedURL(reason: "\(scheme) is not https")
        }
        let proxyIsLocal = proxy.map { URLParts($0).isLoopback } ?? true
        guard scheme == "https" || !isSecret || (parts.isLoopback && proxyIsLocal) else {
            throw .refusedURL(reason: "http would show the API key to the network")
        }
        self.url = url
        self.host = parts.port.map { "\(host):\($0)" } ?? host
        self.scheme = scheme
    }
}

/// Pieces of a URL as libcurl reads them; nil where there are none.
private struct URLParts {
    var scheme: String?
    var host: String?
    var port: String?
    var hasCredentials = false

    init(_ url: String) {
        guard let handle = unsafe curl_url() else { return }
        defer { unsafe curl_url_cleanup(handle) }
        guard unsafe curl_url_set(handle, CURLUPART_URL, url, 0) == CURLUE_OK else { return }
        func part(_ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
            var text: UnsafeMutablePointer<CChar>?
            guard unsafe curl_url_get(handle, part, &text, flags) == CURLUE_OK,
                let found = unsafe text
            else { return nil }
            defer { unsafe curl_free(found) }
            return unsafe String(cString: found)
        }
        scheme = part(CURLUPART_SCHEME)
        host = part(CURLUPART_HOST)
        port = part(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT))
        hasCredentials = part(CURLUPART_USER) != nil || part(CURLUPART_PASSWORD) != nil
    }

    /// Whether the host is this machine: localhost, ::1 or 127.0.0.0/8.
    var isLoopback: Bool {
        guard let host else { return false }
        if host.lowercased() == "localhost" || host == "[::1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map {
            UInt8($0)
        }
        return numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil)
    }
}
