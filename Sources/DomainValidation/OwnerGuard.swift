/// Refuses records that a subscription has no business with.
///
/// What the CA's answer names is published in the customer's DNS zone or web server, so a wrong or
/// forged answer must not reach further than the names the subscription holds.
package enum OwnerGuard {
    /// Throws unless the record proves one of `names`, lies directly below it, and is well formed.
    package static func check(
        _ record: ValidationRecord, names: [String]
    ) throws(DomainValidationError) {
        let held = names.map { $0.lowercased() }
        let name = record.name.lowercased()
        guard held.contains(name) else { throw .foreignName(record.name) }
        try checkForm(record)
        switch record.kind {
        case .cname(let owner, _):
            guard let dot = owner.firstIndex(of: "."),
                held.map(base(of:)).contains(owner[owner.index(after: dot)...].lowercased())
            else { throw .foreignOwner(owner, names: names) }
        case .file:
            // A file proves its own host only (Baseline Requirements 3.2.2.4.18).
            guard !name.hasPrefix("*.") else { throw .wildcardByFile(record.name) }
        }
    }

    /// Throws unless every part of the record is safe to hand to a program or a file system.
    package static func checkForm(_ record: ValidationRecord) throws(DomainValidationError) {
        guard isHostname(base(of: record.name), underscores: false) else {
            throw .malformed("name", record.name)
        }
        switch record.kind {
        case .cname(let owner, let target):
            guard isOwner(owner) else { throw .malformed("CNAME host", owner) }
            guard isHostname(target, underscores: true) else {
                throw .malformed("CNAME target", target)
            }
        case .file(let name, let content):
            guard isFileName(name) else { throw .malformed("file name", name) }
            guard isContent(content) else { throw .malformed("file content", content) }
        }
    }

    /// The name without its `*.`: the name whose zone proves a wildcard.
    static func base(of name: String) -> String {
        (name.hasPrefix("*.") ? String(name.dropFirst(2)) : name).lowercased()
    }

    private static func isOwner(_ owner: String) -> Bool {
        guard owner.hasPrefix("_"), isHostname(owner, underscores: true) else { return false }
        return owner.utf8.filter { $0 == UInt8(ascii: "_") }.count == 1
    }

    // RFC 1035: a name has at most 253 characters as text, a label at most 63.
    private static func isHostname(_ name: String, underscores: Bool) -> Bool {
        guard name.utf8.count <= 253 else { return false }
        let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.count)
                    && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                    && label.allSatisfy {
                        isLetterOrDigit($0) || $0 == UInt8(ascii: "-")
                            || (underscores && $0 == UInt8(ascii: "_"))
                    }
            }
    }

    private static func isFileName(_ name: String) -> Bool {
        (1...200).contains(name.utf8.count) && !name.hasPrefix(".") && !name.hasPrefix("-")
            && name.utf8.allSatisfy { isLetterOrDigit($0) || "._-".utf8.contains($0) }
    }

    // A CA's file is a few short lines; 4 KiB leave room and keep the environment small.
    private static func isContent(_ content: String) -> Bool {
        (1...4_096).contains(content.utf8.count)
            && content.utf8.allSatisfy { (32...126).contains($0) || $0 == 10 || $0 == 13 }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
