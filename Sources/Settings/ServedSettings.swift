/// How hosts are asked which certificate they serve.
package struct ServedSettings: Sendable, Equatable {
    /// Whether any host is asked at all.
    package let isOn: Bool
    /// The port of a name where the subscription names no targets.
    package let port: Int
    /// The address that every name is asked at, instead of what DNS says of it.
    package let address: String?
    /// About how many subscriptions one run asks at most.
    package let perRun: Int

    init(_ own: SettingSet) {
        isOn = own.isOn(LedgerSettings.servedCheckSetting)
        port = own.number(LedgerSettings.servedPortSetting) ?? 443
        address = own.text(LedgerSettings.servedAddressSetting)
        perRun = own.number(LedgerSettings.servedPerRunSetting) ?? 500
    }
}
