import Foundation
import X509

/// What speaks against making a delivered certificate live.
package enum DeliveryFinding: Sendable, Equatable {
    /// Its public key is not the one that was sent.
    case wrongKey(delivered: String)
    /// Requested names that it lacks.
    case namesMissing([String])
    /// Names it has that nobody asked for, beyond the twin and the base of a wildcard.
    case namesExtra([String])
    /// Certificate and intermediates do not verify, and why.
    case chainBroken(reason: String)
    /// It does not end later than the certificate before it; seconds since 1970.
    case notLater(previous: Int64, delivered: Int64)
    /// Its end is already past; seconds since 1970.
    case alreadyExpired(notAfter: Int64)
    /// It comes from a sandbox and the live one is real.
    case sandboxOverReal
}

/// What a delivery is measured by.
package struct DeliveryExpectation: Sendable {
    /// The hash of the key that was sent.
    package var keyHash: String
    /// The names that were asked for.
    package var names: [String]
    /// The end of the certificate before, where there is one; seconds since 1970.
    package var previousNotAfter: Int64?
    /// Whether a stated reason allows an end that is not later.
    package var allowEarlier: Bool
    /// Whether the certificate comes from a sandbox.
    package var isSandbox: Bool
    /// Whether the live certificate comes from a sandbox; true where none is live.
    package var liveIsSandbox: Bool

    /// Puts together what the ledger knows of the request.
    package init(
        keyHash: String, names: [String], previousNotAfter: Int64?, allowEarlier: Bool = false,
        isSandbox: Bool = false, liveIsSandbox: Bool = true
    ) {
        self.keyHash = keyHash
        self.names = names
        self.previousNotAfter = previousNotAfter
        self.allowEarlier = allowEarlier
        self.isSandbox = isSandbox
        self.liveIsSandbox = liveIsSandbox
    }
}

/// The examination of one delivered certificate before it may go live.
package struct DeliveryCheck: Sendable, Equatable {
    /// What the certificate says of itself.
    package let facts: CertificateFacts
    /// Everything that speaks against it; empty means it may go live.
    package let findings: [DeliveryFinding]
    /// Names nobody asked for that are allowed: the www/apex twin, the base of a wildcard.
    package let allowedExtras: [String]

    /// Whether it may replace the live version.
    package var mayGoLive: Bool { findings.isEmpty }

    /// Whether it belongs into the store: a certificate for our key is never thrown away.
    package var mayBeStored: Bool { facts.keyHash == keyHash }

    private let keyHash: String

    /// Examines a delivery at a moment, in seconds since 1970.
    package init(
        leafPEM: String, intermediates: [String], expected: DeliveryExpectation, at now: Int64
    ) throws(KeyStoreError) {
        let chain = try CertificateChain(leafPEM: leafPEM, intermediates: intermediates)
        facts = try chain.leaf.facts()
        keyHash = expected.keyHash
        let names = NameDifference(wanted: expected.names, delivered: facts.names)
        allowedExtras = names.allowedExtras
        findings =
            [
                facts.keyHash == expected.keyHash ? nil : .wrongKey(delivered: facts.keyHash),
                names.missing.isEmpty ? nil : .namesMissing(names.missing),
                names.extras.isEmpty ? nil : .namesExtra(names.extras),
                chain.flaw(at: now).map { .chainBroken(reason: $0) },
                facts.notAfter <= now ? .alreadyExpired(notAfter: facts.notAfter) : nil,
                DeliveryCheck.lateness(of: facts.notAfter, expected),
                expected.isSandbox && !expected.liveIsSandbox ? .sandboxOverReal : nil,
            ].compactMap { $0 }
    }

    private static func lateness(
        of notAfter: Int64, _ expected: DeliveryExpectation
    ) -> DeliveryFinding? {
        guard let previous = expected.previousNotAfter, !expected.allowEarlier,
            notAfter <= previous
        else { return nil }
        return .notLater(previous: previous, delivered: notAfter)
    }
}

/// Wanted and delivered names side by side, all in lower case.
package struct NameDifference: Sendable, Equatable {
    /// Wanted names that are not there.
    package let missing: [String]
    /// Names that nobody wanted.
    package let extras: [String]
    /// Names that nobody wanted and that come along all the same: the www/apex twin, the base of a
    /// wildcard.
    let allowedExtras: [String]

    /// Whether nothing is missing or too much.
    package var isEmpty: Bool { missing.isEmpty && extras.isEmpty }

    init(wanted: [String], delivered: [String]) {
        let wanted = wanted.map { $0.lowercased() }.eachOnce()
        missing = wanted.filter { !delivered.contains($0) }
        let further = delivered.eachOnce().filter { !wanted.contains($0) }
        func isAllowed(_ name: String) -> Bool {
            wanted.contains("www." + name) || wanted.contains("*." + name)
                || (name.hasPrefix("www.") && wanted.contains(String(name.dropFirst(4))))
        }
        allowedExtras = further.filter(isAllowed)
        extras = further.filter { !isAllowed($0) }
    }
}

extension CertificateFacts {
    /// How the names of the certificate differ from those that it should have.
    package func difference(from wanted: [String]) -> NameDifference {
        NameDifference(wanted: wanted, delivered: names)
    }
}

extension CertificateChain {
    /// Why the chain does not verify at a moment, or nil where it does.
    ///
    /// No root is needed: the CA does not return one. Each link is checked by signature, and each
    /// intermediate must be a CA's and not expired.
    fileprivate func flaw(at now: Int64) -> String? {
        guard !intermediates.isEmpty else {
            return unused.isEmpty
                ? "no intermediate certificate was delivered"
                : "no delivered certificate has signed it"
        }
        for link in intermediates {
            let name = link.certificate.subject.commonName ?? "an intermediate"
            let constraints = try? link.certificate.extensions.basicConstraints
            guard case .isCertificateAuthority = constraints else {
                return "\(name) may not sign certificates"
            }
            guard Int64(link.certificate.notValidAfter.timeIntervalSince1970) > now else {
                return "\(name) has expired"
            }
        }
        return nil
    }
}
