/// Whether a text is a mail address `local@domain` that needs no quoting (RFC 5321: a dot-string, and
/// a domain of A-labels), so that it can neither end a header nor name a second recipient.
package func isMailAddress(_ address: String) -> Bool {
    let halves = address.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    // The limits are RFC 5321's, 4.5.3.1; a hyphen in front is an option to a mail program.
    guard halves.count == 2, address.utf8.count <= 254, (1...64).contains(halves[0].count),
        halves[0].first != UInt8(ascii: "-")
    else { return false }
    let dot = UInt8(ascii: ".")
    let hyphen = UInt8(ascii: "-")
    let local = halves[0].split(separator: dot, omittingEmptySubsequences: false)
    let labels = halves[1].split(separator: dot, omittingEmptySubsequences: false)
    return local.allSatisfy { !$0.isEmpty && $0.allSatisfy(isLocalCharacter) }
        && labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
                && label.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
        }
}

private func isLocalCharacter(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
}

/// Whether a byte is an ASCII letter or digit.
package func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
