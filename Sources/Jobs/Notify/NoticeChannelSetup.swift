import Foundation
import Notices
import SMTP
import Settings
import Wording

extension RunContext {
    /// The variable of the environment that may hold the password of the mail server.
    static var mailPasswordVariable: String { "SSL_LEDGER_SMTP_PASSWORD" }

    /// How long a program, a mail program or a webhook may take with one message.
    private static var messageLimit: Duration { .seconds(60) }

    /// The channel that the settings name, ready to deliver.
    ///
    /// A folder that it fills is made unless the run is a dry one; a dry run asks for no secret.
    func noticeChannel() throws -> any NoticeChannel {
        let settings = configuration.settings
        switch settings.noticeChannel {
        case .outbox:
            if !isDryRun { try makeFolder(settings.outbox) }
            return Outbox(folder: settings.outbox)
        case .sendmail:
            return Sendmail(program: settings.sendmail, timeLimit: Self.messageLimit)
        case .smtp: return try SMTPChannel(mailServer(of: settings.notices))
        case .webhook:
            let clock = clock
            return try Webhook(
                url: set(settings.notices.webhook, "Webhook"),
                key: webhookKey(of: settings.notices),
                timeLimit: Self.messageLimit, now: { clock.now })
        case .program:
            return try NoticeProgram(
                program: set(settings.notices.program, "NoticeProgram"),
                timeLimit: Self.messageLimit)
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
        if isDryRun { return Secret("") }
        let said = ProcessInfo.processInfo.environment[Self.mailPasswordVariable] ?? ""
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
        return isDryRun ? Secret("") : try SettingsFile.secretLine(file)
    }

    /// The value of a setting that the channel cannot be without.
    private func set<Value>(_ value: Value?, _ name: String) throws -> Value {
        guard let value else {
            let channel = configuration.settings.noticeChannel.rawValue
            throw JobError.configuration(
                what: "NoticeChannel is \(channel), and \(name) is not set",
                remedy: "set \(name) in ssl-ledger.conf")
        }
        return value
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
