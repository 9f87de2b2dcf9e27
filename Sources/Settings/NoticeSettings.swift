import Subscriptions

/// How notices leave, who beside the customers is told, and how often.
package struct NoticeSettings: Sendable, Equatable {
    /// The mail server of the channel `smtp`; nil where none is set.
    package var mailServer: MailServerSettings?
    /// The address that the channel `webhook` posts to.
    package var webhook: String?
    /// The file whose first line is the key that signs what is posted.
    package var webhookKeyFile: String?
    /// The absolute path of the program of the channel `program`.
    package var program: String?
    /// Where answers go; nil for the sender.
    package var replyTo: String?
    /// The addresses of the administrators, in order; none where nobody is set.
    package var administrators: [String]
    /// Days before the Expiration date at which a customer is reminded, most days first.
    package var reminders: [Int]
    /// Days before Paid until at which a customer is told, most days first.
    package var paidUntil: [Int]
    /// The hours in which only what cannot wait is sent; nil for none.
    package var quietHours: HourSpan?
    /// How many messages one recipient gets in a rolling day; 0 for no limit.
    package var cap: Int
    /// Whether all notices of a run for one customer address go as one message.
    package var isDigest: Bool
    private var silenced: [SilencedNotice]

    init(_ own: SettingSet) {
        typealias Names = LedgerSettings
        mailServer = MailServerSettings(own)
        webhook = own.text(Names.webhookSetting)
        webhookKeyFile = own.text(Names.webhookKeyFileSetting)
        program = own.text(Names.noticeProgramSetting)
        replyTo = own.text(Names.noticeReplyToSetting)
        administrators = own.text(Names.noticeAdministratorSetting).map(addressList) ?? []
        reminders = own.text(Names.noticeRemindersSetting).flatMap(numbersOfDays) ?? []
        paidUntil = own.text(Names.noticePaidUntilSetting).flatMap(numbersOfDays) ?? []
        quietHours = own.text(Names.noticeQuietHoursSetting).flatMap(HourSpan.init)
        cap = own.number(Names.noticeCapSetting) ?? 20
        isDigest = own.isOn(Names.noticeDigestSetting)
        silenced = own.all(Names.noticeOffSetting).compactMap { SilencedNotice($0.value) }
    }

    /// Whether a line `NoticeOff` silences this kind for this host.
    package func isOff(kind: String, host: String) -> Bool {
        silenced.contains { $0.silences(kind: kind, host: host) }
    }
}

/// The mail server that takes notices, in the words of the file.
package struct MailServerSettings: Sendable, Equatable {
    /// How the connection is secured.
    package enum Security: String, Sendable, CaseIterable {
        /// It turns to TLS before anything is said, or is given up (RFC 3207).
        case starttls
        /// TLS from the first byte (RFC 8314).
        case tls
        /// Nothing, to this machine itself only.
        case none
    }

    /// How the user proves to be the user.
    package enum Login: String, Sendable, CaseIterable {
        /// RFC 4616.
        case plain
        /// As older servers ask.
        case login
        /// The password is an access token.
        case xoauth2
    }

    /// Its name or address; an IPv6 address without brackets.
    package var host: String
    /// Its port: 587, with `tls` 465, with `none` 25, unless set.
    package var port: Int
    /// How the connection is secured.
    package var security: Security
    /// The user; nil where the server asks for none.
    package var user: String?
    /// The file whose first line is the password.
    package var passwordFile: String?
    /// How the user logs in; nil for what the server offers.
    package var login: Login?
    /// The authorities that are trusted instead of the system's.
    package var trustFile: String?

    init?(_ own: SettingSet) {
        typealias Names = LedgerSettings
        guard let place = own.text(Names.smtpServerSetting).flatMap(serverPlace) else { return nil }
        security = own.text(Names.smtpSecuritySetting).flatMap(Security.init) ?? .starttls
        host = place.host
        port = place.port ?? security.usualPort
        user = own.text(Names.smtpUserSetting)
        passwordFile = own.text(Names.smtpPasswordFileSetting)
        login = own.text(Names.smtpLoginSetting).flatMap(Login.init)
        trustFile = own.text(Names.smtpTrustFileSetting)
    }
}

extension MailServerSettings.Security {
    /// RFC 6409 and RFC 8314 for mail that is submitted, RFC 5321 otherwise.
    fileprivate var usualPort: Int {
        switch self {
        case .starttls: 587
        case .tls: 465
        case .none: 25
        }
    }
}

/// Hours of the day in UTC, which may go over midnight.
package struct HourSpan: Sendable, Equatable {
    /// The first hour that belongs to it, 0 to 23.
    package let from: Int
    /// The first hour that does not, 0 to 24.
    package let until: Int

    /// Reads `FROM-UNTIL`, such as `21-7`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let from = wholeNumber(parts[0]), let until = wholeNumber(parts[1]),
            (0...23).contains(from), (0...24).contains(until), from != until,
            !(from == 0 && until == 24)
        else { return nil }
        self.from = from
        self.until = until
    }

    /// Whether an hour of the day, 0 to 23, belongs to it.
    package func contains(hour: Int) -> Bool {
        from < until ? (from..<until).contains(hour) : hour >= from || hour < until
    }
}

/// A kind of notice, or all, that is not sent for some hosts.
struct SilencedNotice: Sendable, Equatable {
    private let kind: String
    private let pattern: HostPattern

    /// Reads `KIND` or `KIND PATTERN`.
    init?(_ text: String) {
        let (kind, rest) = SettingsText.words(text[...])
        guard LedgerSettings.noticeKinds.contains(String(kind)) || kind == "all",
            let pattern = HostPattern(rest.isEmpty ? "*" : rest)
        else { return nil }
        self.kind = String(kind)
        self.pattern = pattern
    }

    /// Whether it is about this kind and this host.
    func silences(kind: String, host: String) -> Bool {
        (self.kind == "all" || self.kind == kind) && pattern.matches(host)
    }
}
