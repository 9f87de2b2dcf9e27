import Subscriptions
import Wording

/// What a setting may say.
package enum SettingKind: Sendable, Equatable {
    /// Any text.
    case text
    /// One line of at most so many bytes, without characters that nobody sees.
    case shortText(Int)
    /// One word of at most so many bytes, never shown.
    case secret(Int)
    /// A switch: `on` or `off`; `Option Name` alone is on.
    case onOff
    /// One of these words.
    case choice([String])
    /// A whole number in the range; the unit is for the text of an error.
    case number(ClosedRange<Int>, unit: String)
    /// An amount of money in the account's currency, with at most two decimals.
    case money
    /// A part of a whole, more than 0 and at most this, as a decimal number or like `1/3`.
    case share(upTo: Double)
    /// An absolute path.
    case path
    /// An IPv4 address.
    case address
    /// An IPv4 or IPv6 address.
    case anyAddress
    /// `[PATTERN] PROGRAM`: hosts, and an absolute path or `none`.
    case hook
    /// `PATTERN SERVER KEYFILE`: hosts, the address of a name server, and an absolute path.
    case dnsUpdate
    /// `PATTERN [none]`: hosts, or hosts that it is not for.
    case hosts
    /// `PATTERN UNIT`: hosts, and the name of a unit of systemd.
    case unit
    /// The numeric address of a name server, with or without a port.
    case nameServer
    /// A mail address.
    case mailAddress
    /// Mail addresses separated by commas.
    case mailAddresses
    /// `HOST` or `HOST:PORT` of a mail server.
    case mailServer
    /// Numbers of days, separated by blanks.
    case dayList
    /// `FROM-UNTIL`, hours of the day.
    case hours
    /// `KIND [PATTERN]`: a kind of notice or `all`, and hosts.
    case noticeOff
    /// An address of this machine, or the name of one of its network interfaces.
    case interface
    /// An `http` or `https` address.
    case url
    /// An `https` address, or an `http` address of this machine.
    case secureURL
    /// `http`, `https`, `socks5` or `socks5h` address of a proxy; never shown, it may hold a
    /// password.
    case proxy
    /// `FROM MAXIMUM DCV SII`: a day and three numbers of days.
    case validityStep
    /// A product of the CA, as `orderedProduct(inLine:)` reads it.
    case product

    /// The values allowed, in words.
    package var allowed: String {
        switch self {
        case .text: "any text"
        case .shortText(let most): "a text of at most \(most) bytes without control characters"
        case .secret(let most): "a word of at most \(most) bytes"
        case .onOff: "on or off"
        case .choice(let words): words.joined(separator: ", ")
        case .number(let range, let unit):
            range.upperBound == Int.max
                ? "a number of \(unit) from \(range.lowerBound)"
                : "a number of \(unit) from \(range.lowerBound) to \(range.upperBound)"
        case .money: "an amount such as 25 or 25.50"
        case .share(let most): "a share of more than 0 and at most \(most), such as 0.25 or 1/3"
        case .path: "a path that begins with /"
        case .hosts: "a pattern such as *.example.com, or a pattern and none"
        case .unit: "a pattern such as *.example.com, or *, and a unit such as nginx.service"
        case .dayList: "numbers of days from 0 to 366 such as 60 30 7"
        case .hours: "hours of the day in UTC such as 21-7"
        case .noticeOff:
            "a kind of notice, with a pattern such as *.example.com where it is for some hosts"
                + " only: all, \(LedgerSettings.noticeKinds.joined(separator: ", "))"
        case .validityStep: "FROM MAXIMUM DCV SII, such as 2027-03-15 100 100 398"
        case .product:
            "VALIDATION COVERAGE NAMES YEARS PRICES NAME, such as dv multi-domain 3-100 1-5"
                + " san-certificate SAN Certificate"
        default: allowedPlace
        }
    }

    /// The same for what names a place: an address, or a program for some hosts.
    private var allowedPlace: String {
        let mail =
            "a mail address such as staff@example.com, its domain with xn-- where it is not ASCII"
        return switch self {
        case .address: "an IPv4 address such as 192.0.2.1"
        case .anyAddress: "an address such as 192.0.2.1 or 2001:db8::1"
        case .hook:
            "a path that begins with /, behind a pattern such as *.example.com where it is for"
                + " some hosts only, or a pattern and none"
        case .dnsUpdate:
            "a pattern such as *.example.com, or *, a name server such as 192.0.2.53 or"
                + " 192.0.2.53:53, and the path of a key file"
        case .interface: "an address of this machine such as 192.0.2.7, or one such as eth0"
        case .nameServer: "an address such as 192.0.2.53, 192.0.2.53:53 or [2001:db8::53]:53"
        case .mailAddress: mail
        case .mailAddresses: mail + ", or several separated by commas"
        case .mailServer: "a mail server such as mail.example.com or mail.example.com:587"
        case .url:
            "an address that begins with https:// or http://, with xn-- where it is not ASCII"
                + " and without a user"
        case .secureURL:
            "an address that begins with https://, or http:// where it is this machine"
        case .proxy: "a proxy such as http://proxy.example:3128 or socks5h://proxy.example"
        default: ""
        }
    }

    /// Whether values must never be shown.
    package var isSecret: Bool {
        switch self {
        case .secret, .proxy: true
        default: false
        }
    }

    /// Whether the value is allowed.
    func accepts(_ value: String) -> Bool {
        switch self {
        case .text: !value.isEmpty
        case .shortText(let most): (1...most).contains(value.utf8.count) && isVisible(value)
        case .secret(let most):
            (1...most).contains(value.utf8.count) && !value.contains(where: \.isWhitespace)
        case .onOff: value == "on" || value == "off"
        case .choice(let words): words.contains(value)
        case .number(let range, _): wholeNumber(value).map(range.contains) ?? false
        case .money: minorUnits(value) != nil
        case .share(let most): fraction(value).map { $0 > 0 && $0 <= most } ?? false
        case .path: value.hasPrefix("/")
        case .hook: HostRule(hook: value) != nil
        case .dnsUpdate: UpdateLine(value) != nil
        case .hosts: HostRule(zone: value) != nil
        case .unit: HostRule(unit: value) != nil
        case .dayList: numbersOfDays(value) != nil
        case .hours: HourSpan(value) != nil
        case .noticeOff: SilencedNotice(value) != nil
        case .validityStep: scheduleStep(value) != nil
        case .product: orderedProduct(inLine: value) != nil
        case .address, .anyAddress, .interface, .nameServer, .mailAddress, .mailAddresses,
            .mailServer, .url, .secureURL, .proxy:
            acceptsAddress(value)
        }
    }

    /// Whether the value is an address of this kind; of another kind nothing is one.
    private func acceptsAddress(_ value: String) -> Bool {
        switch self {
        case .address: isIPv4(value) && value != "0.0.0.0"
        case .anyAddress: isIPv4(value) || isIPv6(value)
        case .interface: isInterface(value)
        case .nameServer: isNameServer(value)
        case .mailAddress: isMailAddress(value)
        case .mailAddresses: addressList(value).allSatisfy(isMailAddress)
        case .mailServer: serverPlace(value) != nil
        case .url: isPublicAddress(value)
        case .secureURL: isPublicAddress(value) && isSecureAddress(value)
        case .proxy:
            isAddress(value, schemes: ["http://", "https://", "socks5://", "socks5h://"])
        default: false
        }
    }
}

/// A number written with digits only.
func wholeNumber(_ text: some StringProtocol) -> Int? {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
}

/// An amount in hundredths, from digits with at most two decimals.
func minorUnits(_ text: String) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first.flatMap(wholeNumber), parts.count <= 2, whole < 1_000_000_000
    else { return nil }
    guard let decimals = parts.dropFirst().first else { return whole * 100 }
    guard (1...2).contains(decimals.utf8.count), let part = wholeNumber(decimals) else {
        return nil
    }
    return whole * 100 + (decimals.utf8.count == 1 ? part * 10 : part)
}

/// A share from `0.25` or `1/3`.
func fraction(_ text: String) -> Double? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, let part = wholeNumber(parts[0]), let whole = wholeNumber(parts[1]),
        whole > 0
    {
        return Double(part) / Double(whole)
    }
    let isDecimal = text.utf8.allSatisfy { (48...57).contains($0) || $0 == 0x2e }
    return isDecimal ? Double(text) : nil
}

/// A step of a CA's own table of validity.
func scheduleStep(_ text: String) -> ValiditySchedule.Step? {
    let words = text.split { $0 == " " || $0 == "\t" }
    guard words.count == 4, let from = Day(iso: words[0]) else { return nil }
    let days = words.dropFirst().compactMap(wholeNumber)
    // Longer than the 825 days of the oldest rule is a slip of the pen.
    guard days.count == 3, days.allSatisfy((1...825).contains) else { return nil }
    return ValiditySchedule.Step(
        from: from, maximum: days[0], validationReuse: days[1], identityReuse: days[2])
}

/// Whether the text is four numbers as an IPv4 address has them.
func isIPv4(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
        && parts.allSatisfy { part in
            wholeNumber(part).map { $0 <= 255 && String($0) == part } ?? false
        }
}

/// What an IPv6 address is made of; whether it is one is for the system.
func isIPv6(_ text: String) -> Bool {
    (2...45).contains(text.utf8.count) && text.contains(":")
        && text.utf8.allSatisfy { byte in
            (97...102).contains(byte | 0x20) || (48...58).contains(byte) || byte == 0x2e
        }
}

/// An address, or a name as Linux gives them: at most 15 bytes, no blank, `/` or `:`.
private func isInterface(_ text: String) -> Bool {
    if isIPv4(text) || isIPv6(text) { return true }
    let isNumeric = text.utf8.allSatisfy { (48...57).contains($0) || $0 == 0x2e }
    return !isNumeric && (1...15).contains(text.utf8.count)
        && text.utf8.allSatisfy { (0x21...0x7e).contains($0) && $0 != 0x2f && $0 != 0x3a }
}

private func isNameServer(_ text: String) -> Bool {
    func isPort(_ port: Substring) -> Bool {
        port.utf8.count <= 5 && wholeNumber(port).map { (1...65_535).contains($0) } ?? false
    }
    if text.hasPrefix("[") {
        let parts = text.dropFirst().split(separator: "]", omittingEmptySubsequences: false)
        guard parts.count == 2, isIPv6(String(parts[0])) else { return false }
        return parts[1].isEmpty || (parts[1].hasPrefix(":") && isPort(parts[1].dropFirst()))
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return isIPv6(text) }
    return isIPv4(String(parts[0])) && (parts.count == 1 || isPort(parts[1]))
}

/// Whether a person sees every character: nothing that changes the direction of text, no blanks of
/// no width.
private func isVisible(_ text: String) -> Bool { text.printable(limit: .max) == text }

/// Whether it is an address of the web that may be shown: it names no user and no password.
private func isPublicAddress(_ text: String) -> Bool {
    let authority = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        .dropFirst(2).first?.prefix { !"/?#".contains($0) }
    return isAddress(text, schemes: ["https://", "http://"]) && authority?.contains("@") == false
}

private func isAddress(_ text: String, schemes: [String]) -> Bool {
    schemes.contains { scheme in
        text.lowercased().hasPrefix(scheme) && text.count > scheme.count
            && text.dropFirst(scheme.count).first != "/"
    } && !text.contains(where: \.isWhitespace) && text.utf8.allSatisfy { $0 < 128 }
}
