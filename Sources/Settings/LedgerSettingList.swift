import Subscriptions

extension LedgerSettings {
    static let policySetting = SettingDefinition(
        "SSLSubscriptionPolicy", .choice(Policy.allCases.map(\.rawValue)), default: "auto")
    static let windowSetting = SettingDefinition(
        "SSLSubscriptionBefore", .number(1...200, unit: "days"), default: "10")
    static let windowShareSetting = SettingDefinition(
        "SSLWindowShare", .share(upTo: SelectionBasis.shareLimit), default: "1/3")
    static let ledgerSetting = SettingDefinition(
        "Ledger", .path, default: "/var/lib/ssl-ledger/ledger.sqlite")
    static let storeSetting = SettingDefinition(
        "Store", .path, default: "/var/lib/ssl-ledger/store")
    static let templatesSetting = SettingDefinition(
        "Templates", .path, default: "/etc/ssl-ledger/templates")
    static let outboxSetting = SettingDefinition(
        "Outbox", .path, default: "/var/lib/ssl-ledger/outbox")
    static let noticeChannelSetting = SettingDefinition(
        "NoticeChannel", .choice(NoticeChannel.allCases.map(\.rawValue)), default: "outbox")
    static let noticeFromSetting = SettingDefinition("NoticeFrom", .mailAddress)
    static let sendmailSetting = SettingDefinition(
        "Sendmail", .path, default: "/usr/sbin/sendmail")
    static let validationHookSetting = SettingDefinition("ValidationHook", .path)
    static let hookTimeLimitSetting = SettingDefinition(
        "HookTimeLimit", .number(1...3600, unit: "seconds"), default: "60")
    // Enough to hide what name servers take; hooks that must not meet say 1.
    static let hooksAtOnceSetting = SettingDefinition(
        "HooksAtOnce", .number(1...64, unit: "hooks"), default: "4")
    static let deploymentHookSetting = SettingDefinition("DeploymentHook", .path)
    static let logSetting = SettingDefinition(
        "Log", .path, default: "/var/log/ssl-ledger/pmnamecheap.log")
    static let logDatesSetting = SettingDefinition(
        "LogDates", .choice(LogDates.allCases.map(\.rawValue)), default: "iso")
    static let include = SettingDefinition("Include", .path, isRepeatable: true)
    static let reportFolderSetting = SettingDefinition("ReportFolder", .path)
    static let validitySetting = SettingDefinition(
        "ValiditySchedule", .validityStep, isRepeatable: true)
    static let keyAlgorithmSetting = SettingDefinition(
        "KeyAlgorithm", .choice(["p256", "p384", "rsa2048", "rsa3072", "rsa4096"]))

    /// Every setting of the main file.
    package static let definitions: [SettingDefinition] = [
        policySetting, windowSetting, windowShareSetting, ledgerSetting, storeSetting,
        templatesSetting, outboxSetting, noticeChannelSetting, noticeFromSetting, sendmailSetting,
        validationHookSetting, hookTimeLimitSetting, hooksAtOnceSetting, deploymentHookSetting,
        logSetting, logDatesSetting, include, reportFolderSetting, validitySetting,
        keyAlgorithmSetting,
    ]

    /// The settings that count in an included `billmgr.conf`.
    package static let foreignDefinitions = [policySetting, windowSetting]
}
