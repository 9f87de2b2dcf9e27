import Foundation
import Testing

@Suite struct `The verification of certificates` {
    /// Where a look at what a host serves must not judge it.
    private static let sanctioned = "Sources/CCurl/include/observation.h"
    /// The only source that takes such a look.
    private static let observer = "Sources/HTTP/ServedCertificate.swift"

    /// How libcurl, OpenSSL, BoringSSL, swift-nio-ssl and command lines are told not to verify.
    private static let forms = [
        #"VERIFY(PEER|HOST|STATUS)\s*,\s*0"#, #"VERIFY_NONE"#,
        #"certificateVerification\s*[:=]\s*\.(none|noHostnameVerification)"#, #"--insecure"#,
        #"\bcurl\b[^\n|;]*\s-[a-zA-Z]*k\b"#, #"NIOSSL\w*UnsafelyDisable"#,
    ]

    @Test func `is off in one file only`() throws {
        var found: Set<String> = []
        for path in try sources() where try isUnverified(Repository.text(of: path)) {
            found.insert(path)
        }
        #expect(found == [Self.sanctioned])
    }

    @Test func `is left out by one source only`() throws {
        let callers = try sources().filter { path in
            path != Self.sanctioned
                && (try? Repository.text(of: path).contains("observation_perform")) == true
        }
        #expect(callers == [Self.observer])
    }

    @Test(arguments: [
        "curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 0L)",
        "setopt(h, CURLOPT_SSL_VERIFYHOST,0)", "SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nil)",
        "configuration.certificateVerification = .none",
        "TLSConfiguration.clientDefault(certificateVerification: .noHostnameVerification)",
        "curl -sk https://x", "curl --insecure https://x",
    ])
    func `is seen to be off in`(line: String) throws {
        #expect(try isUnverified(line))
    }

    @Test(arguments: [
        "curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L)", "curl -fsS https://x",
        "configuration.certificateVerification = .fullVerification",
    ])
    func `is seen to be on in`(line: String) throws {
        #expect(try !isUnverified(line))
    }

    private func isUnverified(_ text: String) throws -> Bool {
        try Self.forms.contains { try text.contains(Regex($0)) }
    }

    /// Everything that becomes part of a program or is run beside one.
    private func sources() throws -> [String] {
        try Repository.files().filter { path in
            ["Sources/", "cron/"].contains(where: path.hasPrefix) && Text.isRead(path)
                && !path.hasSuffix("/sql")
        }
    }
}
