/// Host and port of a mail server from `HOST`, `HOST:PORT`, `[IPv6]` or `[IPv6]:PORT`.
func serverPlace(_ text: String) -> (host: String, port: Int?)? {
    let (host, rest): (Substring, Substring)
    if text.hasPrefix("[") {
        let parts = text.dropFirst().split(separator: "]", omittingEmptySubsequences: false)
        guard parts.count == 2, isIPv6(String(parts[0])) else { return nil }
        (host, rest) = (parts[0], parts[1])
    } else {
        let parts = text.split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard isHostName(parts[0]) else { return nil }
        (host, rest) = (parts[0], text[parts[0].endIndex...])
    }
    if rest.isEmpty { return (String(host), nil) }
    guard rest.first == ":", rest.utf8.count <= 6, let port = wholeNumber(rest.dropFirst()),
        (1...65_535).contains(port)
    else { return nil }
    return (String(host), port)
}

/// Days of a list like `60 30 7`, most first and none twice; nil for anything else.
func numbersOfDays(_ text: String) -> [Int]? {
    let words = text.split { $0 == " " || $0 == "\t" }
    let days = words.compactMap(wholeNumber)
    guard !days.isEmpty, days.count == words.count, days.count <= 20,
        days.allSatisfy((0...366).contains)
    else { return nil }
    return Set(days).sorted(by: >)
}

/// The addresses of a list separated by commas, each without the blanks around it.
func addressList(_ text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map { part in
        let start = part.drop { $0 == " " || $0 == "\t" }
        let end = start.lastIndex { $0 != " " && $0 != "\t" }
        return end.map { String(start[...$0]) } ?? ""
    }
}

/// Whether the address is https, or http to this machine.
func isSecureAddress(_ text: String) -> Bool {
    guard text.lowercased().hasPrefix("http://") else { return true }
    let rest = text.dropFirst("http://".count)
    let authority = rest.prefix { !"/?#".contains($0) }
    let host = authority.hasPrefix("[") ? authority : authority.prefix { $0 != ":" }
    return host == "localhost" || host == "[::1]" || host.hasPrefix("[::1]:")
        || (host.hasPrefix("127.") && isIPv4(String(host)))
}

private func isHostName(_ text: Substring) -> Bool {
    (1...253).contains(text.utf8.count)
        && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { byte in
                    (97...122).contains(byte | 0x20) || (48...57).contains(byte) || byte == 45
                }
        }
}
