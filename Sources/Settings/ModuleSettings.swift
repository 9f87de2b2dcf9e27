package import Subscriptions
package import Wording

/// The settings of one processing module: a file in `modules.d`.
package struct ModuleSettings: Sendable {
    /// The module's own name, which the ledger keys it by.
    package let name: String
    /// The kind of module; there is one.
    package let kind: String
    /// The staff address that gets its tasks.
    package let department: String?
    /// The lowest number serves a new order first.
    package let sort: Int
    /// Below this balance the department is told, in hundredths; nil for no check.
    package let minimalBalance: Int?
    /// The account.
    package let username: String
    /// Who calls the API, by default the account itself.
    package let apiUser: String
    /// The API key where the file holds it.
    package let apiKey: Secret?
    /// The file that holds the API key instead.
    package let apiKeyFile: String?
    /// The IPv4 address that requests are sent from.
    package let clientIP: String
    /// Whether the account is one of the CA's sandbox.
    package let isSandbox: Bool
    /// The address of the API where it is not the CA's own.
    package let endpoint: String?
    /// Whether ssl-scan makes every row in force a subscription.
    package let enrolsAll: Bool
    /// Whether the programs use the module.
    package let isEnabled: Bool
    /// The call budget of a minute; 0 is no limit.
    package let callsPerMinute: Int
    /// The call budget of an hour; 0 is no limit.
    package let callsPerHour: Int
    /// The call budget of a day; 0 is no limit.
    package let callsPerDay: Int
    /// How many calls may be under way at once; nil for as many as are useful.
    package let callsInFlight: Int?
    /// The proxy, secret because its address may hold a password.
    package let proxy: Secret?
    /// The outgoing network interface or address.
    package let interface: String?
    /// A file of trusted roots instead of the system's.
    package let trustFile: String?
    /// Days the CA stays below the permitted maximum.
    package let validityMargin: Int
    /// The policy of the module's subscriptions, where it has its own.
    package let policy: Policy?
    /// The window of the module's subscriptions, where it has its own.
    package let window: Int?

    /// Reads a module file; every problem of the file is reported at once.
    package init(text: String, file: String) throws(SettingsError) {
        let lines = try SettingsText.parse(text, file: file)
        let set = try SettingSet(ModuleSettings.definitions, lines: lines, file: file)
        guard !(set.isSet(Self.apiKeySetting) && set.isSet(Self.apiKeyFileSetting)) else {
            let kind = SettingProblem.Kind.conflict(
                name: Self.apiKeySetting.name, other: Self.apiKeyFileSetting.name)
            throw .problems([SettingProblem(file: file, line: nil, kind: kind)])
        }
        self.init(set)
    }

    private init(_ set: SettingSet) {
        name = set.text(Self.nameSetting) ?? ""
        kind = set.text(Self.kindSetting) ?? ""
        department = set.text(Self.departmentSetting)
        sort = set.number(Self.sortSetting) ?? 0
        minimalBalance = set.money(Self.minimalBalanceSetting)
        username = set.text(Self.usernameSetting) ?? ""
        apiUser = set.text(Self.apiUserSetting) ?? username
        apiKey = set.text(Self.apiKeySetting).map(Secret.init)
        apiKeyFile = set.text(Self.apiKeyFileSetting)
        clientIP = set.text(Self.clientIPSetting) ?? ""
        isSandbox = set.isOn(Self.sandboxSetting)
        endpoint = set.text(Self.endpointSetting)
        enrolsAll = set.text(Self.enrolSetting) == "all"
        isEnabled = set.isOn(Self.enabledSetting)
        callsPerMinute = set.number(Self.callsPerMinuteSetting) ?? 0
        callsPerHour = set.number(Self.callsPerHourSetting) ?? 0
        callsPerDay = set.number(Self.callsPerDaySetting) ?? 0
        callsInFlight = set.number(Self.callsInFlightSetting)
        proxy = set.text(Self.proxySetting).map(Secret.init)
        interface = set.text(Self.interfaceSetting)
        trustFile = set.text(Self.trustFileSetting)
        validityMargin = set.number(Self.validityMarginSetting) ?? 0
        policy = set.policy(Self.policySetting)
        window = set.number(Self.windowSetting)
    }
}
