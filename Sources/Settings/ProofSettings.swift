package import Subscriptions

/// How what is published for the CA is looked at, and what follows where it is of no use.
package struct ProofSettings: Sendable {
    /// For how many seconds a run looks at what it published; 0 for not at all.
    package var lookSeconds: Int
    /// The port at which this machine reaches the web servers that show validation files.
    package var webPort: Int
    /// The method that is tried where the first one is of no use; nil for none.
    package var fallback: ValidationChoices.Method?

    init(_ own: SettingSet) {
        lookSeconds = own.number(LedgerSettings.validationLookSetting) ?? 30
        webPort = own.number(LedgerSettings.validationPortSetting) ?? 80
        fallback = own.text(LedgerSettings.validationFallbackSetting)
            .flatMap(ValidationChoices.Method.init(rawValue:))
    }
}

extension LedgerSettings {
    // Secondary servers mostly take what is new within seconds; what takes longer is for later.
    static let validationLookSetting = SettingDefinition(
        "ValidationLook", .number(0...600, unit: "seconds"), default: "30")
    // The CA asks at 80; through a gateway this machine may have to ask elsewhere.
    static let validationPortSetting = SettingDefinition(
        "ValidationPort", .number(1...65_535, unit: "the port"), default: "80")
    static let validationFallbackSetting = SettingDefinition(
        "ValidationFallback", .choice(["file", "cname", "none"]), default: "none")
}
