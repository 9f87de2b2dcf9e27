extension LedgerSettings {
    /// The kinds of notices, as `NoticeOff` names them; a test compares them with what is sent.
    package static let noticeKinds = [
        "certificate-expires", "certificate-reissued", "validation-needed", "reissue-failed",
        "not-served", "paid-period-ends", "balance-low", "account-unusable", "task-opened",
        "email-validation-ends", "night",
    ]

    static let smtpServerSetting = SettingDefinition("SMTPServer", .mailServer)
    static let smtpSecuritySetting = SettingDefinition(
        "SMTPSecurity", .choice(MailServerSettings.Security.allCases.map(\.rawValue)),
        default: "starttls")
    static let smtpUserSetting = SettingDefinition("SMTPUser", .shortText(255))
    static let smtpPasswordFileSetting = SettingDefinition("SMTPPasswordFile", .path)
    static let smtpLoginSetting = SettingDefinition(
        "SMTPLogin", .choice(MailServerSettings.Login.allCases.map(\.rawValue)))
    static let smtpTrustFileSetting = SettingDefinition("SMTPTrustFile", .path)
    static let webhookSetting = SettingDefinition("Webhook", .secureURL)
    static let webhookKeyFileSetting = SettingDefinition("WebhookKeyFile", .path)
    static let noticeProgramSetting = SettingDefinition("NoticeProgram", .path)
    static let noticeReplyToSetting = SettingDefinition("NoticeReplyTo", .mailAddress)
    static let noticeAdministratorSetting = SettingDefinition(
        "NoticeAdministrator", .mailAddresses)
    // A week to plan, three days to act, the day before; the last day always follows.
    static let noticeRemindersSetting = SettingDefinition(
        "NoticeReminders", .dayList, default: "7 3 1")
    // Two months for an order and its approval, one to insist, a week for what is late.
    static let noticePaidUntilSetting = SettingDefinition(
        "NoticePaidUntil", .dayList, default: "60 30 7")
    static let noticeOffSetting = SettingDefinition("NoticeOff", .noticeOff, isRepeatable: true)
    static let noticeQuietHoursSetting = SettingDefinition("NoticeQuietHours", .hours)
    // More than this in a day nobody reads.
    static let noticeCapSetting = SettingDefinition(
        "NoticeCap", .number(0...100_000, unit: "messages"), default: "20")
    static let noticeDigestSetting = SettingDefinition("NoticeDigest", .onOff, default: "off")

    /// The settings of notices, beside those of the folders and programs they have in common.
    static let noticeDefinitions = [
        smtpServerSetting, smtpSecuritySetting, smtpUserSetting, smtpPasswordFileSetting,
        smtpLoginSetting, smtpTrustFileSetting, webhookSetting, webhookKeyFileSetting,
        noticeProgramSetting, noticeReplyToSetting, noticeAdministratorSetting,
        noticeRemindersSetting, noticePaidUntilSetting, noticeOffSetting, noticeQuietHoursSetting,
        noticeCapSetting, noticeDigestSetting,
    ]
}
