import Foundation
import Notices
import SMTP
import Settings
import Subscriptions
import Wording

extension RunContext {
    /// The channel that the settings name, ready to deliver.
    ///
    /// A folder that it fills is made unless the run is a dry one; a dry run asks for no secret.
    func noticeChannel() throws -> any NoticeChannel {
        let settings = configuration.settings
        if settings.noticeChannel == .outbox, !isDryRun { try makeFolder(settings.outbox) }
        let clock = clock
        return try NoticeChannelSetup(
            settings: settings, environment: ProcessInfo.processInfo.environment,
            asksForSecrets: !isDryRun
        ).channel(now: { clock.now })
    }
}

/// What makes a channel of the settings, the environment and the files they name.
struct NoticeChannelSetup {
    /// The variable of the environment that may hold the password of the mail server.
    static let mailPasswordVariable = "SSL_LEDGER_SMTP_PASSWORD"

    /// How long a program, a mail program or a webhook may take with one message.
    private static let messageLimit = Duration.seconds(60)

    /// The settings of the main file.
    let settings: LedgerSettings
    /// The variables of this process.
    let environment: [String: String]
    /// Whether the password or key is read; without it nothing can be delivered.
    let asksForSecrets: Bool

    /// The channel that the settings name; throws where it lacks something.
    func channel(now: @escaping @Sendable () -> Timestamp) throws -> any NoticeChannel {
        let notices = settings.notices
        switch settings.noticeChannel {
        case .outbox: return Outbox(folder: settings.outbox)
        case .sendmail:
            return Sendmail(program: settings.sendmail, timeLimit: Self.messageLimit)
        case .smtp: return try SMTPChannel(mailServer(of: notices))
        case .webhook:
            return try Webhook(
                url: set(notices.webhook, "Webhook"), key: webhookKey(of: notices),
                timeLimit: Self.messageLimit, now: now)
        case .program:
            return try NoticeProgram(
                program: set(notices.program, "NoticeProgram"), timeLimit: Self.messageLimit)
        }
    }

    private func mailServer(of notices: NoticeSettings) throws -> MailServer {
        let words = try set(notices.mailServer, "SMTPServer")
        let security: MailServer.Security =
            switch words.security {
            case .starttls: .startTLS
            case .tls: .implicitTLS
            case .none: .none
            }
        if let path = words.trustFile, !FileManager.default.isReadableFile(atPath: path) {
            throw JobError.fileUnreadable(path: path, text: "SMTPTrustFile is not there")
        }
        return MailServer(
            host: words.host, port: words.port, security: security, login: try login(words),
            trustFile: words.trustFile)
    }

    private func login(
        _ words: MailServerSettings
    ) throws -> (user: String, proof: MailServer.Proof)? {
        guard let user = words.user else { return nil }
        let password = try mailPassword(words)
        let proof: MailServer.Proof =
            switch words.login {
            case nil: .password(password)
            case .plain: .plain(password)
            case .login: .login(password)
            case .xoauth2: .accessToken(password)
            }
        return (user, proof)
    }

    private func mailPassword(_ words: MailServerSettings) throws -> Secret {
        guard asksForSecrets else { return Secret("") }
        let said = environment[Self.mailPasswordVariable] ?? ""
        if !said.isEmpty { return Secret(said) }
        guard let file = words.passwordFile else {
            throw JobError.configuration(
                what: "SMTPUser is set, and its password is not",
                remedy: "set SMTPPasswordFile, or \(Self.mailPasswordVariable) in the environment")
        }
        return try SettingsFile.secretLine(file)
    }

    private func webhookKey(of notices: NoticeSettings) throws -> Secret {
        let file = try set(notices.webhookKeyFile, "WebhookKeyFile")
        return asksForSecrets ? try SettingsFile.secretLine(file) : Secret("")
    }

    /// The value of a setting that the channel cannot be without.
    private func set<Value>(_ value: Value?, _ name: String) throws -> Value {
        guard let value else {
            let channel = settings.noticeChannel.rawValue
            throw JobError.configuration(
                what: "NoticeChannel is \(channel), and \(name) is not set",
                remedy: "set \(name) in ssl-ledger.conf")
        }
        return value
    }
}

extension NoticeChannelSetup {
    /// Proves the settings of the channel, secrets included; throws where it lacks something.
    init(checking settings: LedgerSettings) throws {
        self.init(
            settings: settings, environment: ProcessInfo.processInfo.environment,
            asksForSecrets: true)
        _ = try channel(now: { Timestamp(seconds: 0) })  // Nothing is delivered.
    }
}

extension SettingsFile {
    /// The first line of a file that only its owner may read.
    fileprivate static func secretLine(_ path: String) throws(JobError) -> Secret {
        let first =
            try secretText(path).split(
                omittingEmptySubsequences: false, whereSeparator: \.isNewline
            ).first.map(String.init) ?? ""
        guard !first.isEmpty else {
            throw .fileUnreadable(path: path, text: "its first line is empty")
        }
        return Secret(first)
    }
}
