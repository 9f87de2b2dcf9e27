import CCurl
import Foundation

/// The certificate that a host serves, asked for by a handshake that judges nothing.
package struct ServedCertificate: Sendable {
    /// The protocol in which a connection begins that turns to TLS later.
    package enum Greeting: String, Sendable {
        /// TLS from the first byte.
        case none = "https"
        /// RFC 3207.
        case smtp
        /// RFC 9051, 6.2.1.
        case imap
    }

    /// Enough for a connection across the world with packets lost.
    static let connectLimit = 5_000
    /// Mail servers greet after a moment, to keep rude clients out.
    static let wholeLimit = 10_000

    private let name: String
    private let port: Int
    private let greeting: Greeting
    private let address: String?

    /// The certificate that is shown to whoever asks for this name; the address is where it is
    /// asked, or nil for what DNS says.
    package init(name: String, port: Int, greeting: Greeting = .none, address: String? = nil) {
        self.name = name
        self.port = port
        self.greeting = greeting
        self.address = address
    }

    /// Its leaf as PEM, as hostile as whoever sent it; within ten seconds and a little.
    ///
    /// It waits on a thread of its own, so that several can be asked at once.
    package func leafPEM() async throws(HTTPError) -> String {
        let result = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: look()) }
        }
        return try result.get()
    }

    private func look() -> Result<String, HTTPError> {
        guard ServedCertificate.isLibraryReady, let handle = unsafe curl_easy_init() else {
            return .failure(.library(host: place, reason: "it did not start", sent: false))
        }
        defer { unsafe curl_easy_cleanup(handle) }
        var reason = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        var detour = (address.map { "::\(bracketed($0)):" } ?? "").utf8CString.map(\.self)
        let code = unsafe detour.withUnsafeMutableBufferPointer { detour in
            unsafe reason.withUnsafeMutableBufferPointer { reason in
                unsafe observation_perform(
                    handle, "\(greeting.rawValue)://\(name):\(port)/", detour.baseAddress,
                    ServedCertificate.wholeLimit, ServedCertificate.connectLimit,
                    reason.baseAddress)
            }
        }
        if code == CURLE_OK, let leaf = unsafe observation_leaf(handle) {
            return .success(unsafe String(cString: leaf))
        }
        let words = String(
            decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return .failure(explain(code, words))
    }

    private func explain(_ code: CURLcode, _ words: String) -> HTTPError {
        switch code {
        case CURLE_OK: .tls(host: place, reason: "it showed no certificate")
        case CURLE_USE_SSL_FAILED: .tls(host: place, reason: "it offers no STARTTLS")
        default:
            unsafe HTTPError(
                code, stop: nil, host: place, bodyLimit: 0,
                reason: words.isEmpty ? String(cString: curl_easy_strerror(code)) : words,
                sent: false)
        }
    }

    private var place: String { "\(name):\(port)" }

    private func bracketed(_ address: String) -> String {
        address.contains(":") ? "[\(address)]" : address
    }

    /// libcurl's own set-up, which may be made more than once.
    private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
