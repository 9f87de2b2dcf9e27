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
    // Of the lines of ValidationRules, the last that fits a name and its validation counts.
    static let validationHookSetting = SettingDefinition(
        "ValidationHook", .hook, isRepeatable: true)
    static let webrootSetting = SettingDefinition("Webroot", .hook, isRepeatable: true)
    static let dnsUpdateSetting = SettingDefinition("DNSUpdate", .dnsUpdate, isRepeatable: true)
    static let namecheapDNSSetting = SettingDefinition(
        "NamecheapDNS", .hosts, isRepeatable: true)
    static let hookTimeLimitSetting = SettingDefinition(
        "HookTimeLimit", .number(1...3600, unit: "seconds"), default: "60")
    static let resolverSetting = SettingDefinition("Resolver", .nameServer)
    // The last line whose pattern the host fits is its hook; a path alone is for all hosts.
    static let deploymentHookSetting = SettingDefinition(
        "DeploymentHook", .hook, isRepeatable: true)
    // Every line whose pattern the host fits counts.
    static let reloadUnitSetting = SettingDefinition("ReloadUnit", .unit, isRepeatable: true)
    static let systemctlSetting = SettingDefinition(
        "Systemctl", .path, default: "/usr/bin/systemctl")
    static let servedCheckSetting = SettingDefinition("ServedCheck", .onOff, default: "on")
    static let servedPortSetting = SettingDefinition(
        "ServedPort", .number(1...65_535, unit: "the port"), default: "443")
    static let servedAddressSetting = SettingDefinition("ServedAddress", .anyAddress)
    // Sixteen at once and ten seconds each are five minutes where nobody answers.
    static let servedPerRunSetting = SettingDefinition(
        "ServedPerRun", .number(1...100_000, unit: "subscriptions"), default: "500")
    // Enough to hide what name servers take; hooks that must not meet say 1.
    static let hooksAtOnceSetting = SettingDefinition(
        "HooksAtOnce", .number(1...64, unit: "hooks"), default: "4")
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
    // What the catalogue does not know, or knows otherwise; of the same name the last line counts.
    static let productSetting = SettingDefinition("Product", .product, isRepeatable: true)

    static let keyReuseSetting = SettingDefinition("KeyReuse", .onOff, default: "off")
    static let keyModeSetting = SettingDefinition(
        "KeyMode", .choice(["0600", "0640"]), default: "0600")
    static let keyOwnerSetting = SettingDefinition("KeyOwner", .text)
    static let keyGroupSetting = SettingDefinition("KeyGroup", .text)
    static let keepVersionsSetting = SettingDefinition(
        "KeepVersions", .number(1...10_000, unit: "versions"), default: "5")

    /// Every setting of the main file.
    package static let definitions: [SettingDefinition] =
        [
            policySetting, windowSetting, windowShareSetting, ledgerSetting, storeSetting,
            templatesSetting, outboxSetting, noticeChannelSetting, noticeFromSetting,
            sendmailSetting,
            validationHookSetting, validationLookSetting, validationPortSetting,
            validationFallbackSetting, webrootSetting, hookTimeLimitSetting, hooksAtOnceSetting,
            dnsUpdateSetting, namecheapDNSSetting, deploymentHookSetting, reloadUnitSetting,
            systemctlSetting, servedCheckSetting, servedPortSetting, servedAddressSetting,
            servedPerRunSetting, logSetting, logDatesSetting, include, reportFolderSetting,
            validitySetting, keyAlgorithmSetting, keyReuseSetting, keyModeSetting, keyOwnerSetting,
            keyGroupSetting, keepVersionsSetting, resolverSetting,
            productSetting,
        ] + noticeDefinitions

    /// The settings that count in an included `billmgr.conf`.
    package static let foreignDefinitions = [policySetting, windowSetting]
}
