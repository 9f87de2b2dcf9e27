import Subscriptions

extension ModuleSettings {
    static let kindSetting = SettingDefinition("Module", .choice(["Namecheap"]), isRequired: true)
    static let nameSetting = SettingDefinition("Name", .shortText(100), isRequired: true)
    static let departmentSetting = SettingDefinition("Department", .mailAddresses)
    static let sortSetting = SettingDefinition(
        "Sort", .number(0...9999, unit: "places"), default: "100")
    static let minimalBalanceSetting = SettingDefinition("MinimalBalance", .money)
    // The lengths of what goes into every request are the CA's (namecheap-api.md, section 1.3).
    static let usernameSetting = SettingDefinition("Username", .shortText(20), isRequired: true)
    static let apiUserSetting = SettingDefinition("APIUser", .shortText(20))
    static let apiKeySetting = SettingDefinition("APIKey", .secret(50))
    static let apiKeyFileSetting = SettingDefinition("APIKeyFile", .path)
    static let clientIPSetting = SettingDefinition("ClientIP", .address, isRequired: true)
    static let sandboxSetting = SettingDefinition("Sandbox", .onOff, default: "off")
    static let endpointSetting = SettingDefinition("Endpoint", .url)
    // The first night on an account changes nothing that nobody asked for.
    static let enrolSetting = SettingDefinition("Enrol", .choice(["none", "all"]), default: "none")
    static let enabledSetting = SettingDefinition("Enabled", .onOff, default: "on")
    // A little below the CA's own limits of 20, 700 and 8,000, which all programs of a key share.
    static let callsPerMinuteSetting = SettingDefinition(
        "CallsPerMinute", .number(0...Int.max, unit: "calls"), default: "20")
    static let callsPerHourSetting = SettingDefinition(
        "CallsPerHour", .number(0...Int.max, unit: "calls"), default: "600")
    static let callsPerDaySetting = SettingDefinition(
        "CallsPerDay", .number(0...Int.max, unit: "calls"), default: "7500")
    // Where nothing is set, as many as calls a minute and latency make useful.
    static let callsInFlightSetting = SettingDefinition(
        "CallsInFlight", .number(1...64, unit: "calls"))
    static let proxySetting = SettingDefinition("Proxy", .proxy)
    static let interfaceSetting = SettingDefinition("Interface", .interface)
    static let trustFileSetting = SettingDefinition("TrustFile", .path)
    static let validityMarginSetting = SettingDefinition(
        "ValidityMargin", .number(0...1, unit: "days"), default: "0")
    static let policySetting = SettingDefinition(
        "SSLSubscriptionPolicy", .choice(Policy.allCases.map(\.rawValue)))
    static let windowSetting = SettingDefinition(
        "SSLSubscriptionBefore", .number(1...200, unit: "days"))

    /// Every setting of a module file.
    package static let definitions: [SettingDefinition] = [
        kindSetting, nameSetting, departmentSetting, sortSetting, minimalBalanceSetting,
        usernameSetting, apiUserSetting, apiKeySetting, apiKeyFileSetting, clientIPSetting,
        sandboxSetting, endpointSetting, enrolSetting, enabledSetting, callsPerMinuteSetting,
        callsPerHourSetting, callsPerDaySetting, callsInFlightSetting, proxySetting,
        interfaceSetting, trustFileSetting,
        validityMarginSetting, policySetting, windowSetting,
    ]
}
