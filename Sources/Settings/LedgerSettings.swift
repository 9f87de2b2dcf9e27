package import Subscriptions

/// The settings of the main file, `ssl-ledger.conf`, with the defaults filled in.
///
/// A program changes what its command line or the environment sets; both are stronger.
package struct LedgerSettings: Sendable {
    /// How notices leave.
    package enum NoticeChannel: String, Sendable, CaseIterable {
        /// As files in a folder.
        case outbox
        /// Through the program named by `Sendmail`.
        case sendmail
        /// To the mail server named by `SMTPServer`.
        case smtp
        /// As signed posts to `Webhook`.
        case webhook
        /// Through the program named by `NoticeProgram`.
        case program
    }

    /// How dates look in the exchange log.
    package enum LogDates: String, Sendable, CaseIterable {
        /// ISO 8601 in UTC.
        case iso
        /// `Mar  3 00:24:36`, as BILLmanager's logs.
        case billmanager
    }

    /// The policy of the product type.
    package var policy: Sourced<Policy>
    /// Days before the Expiration date, 1–200.
    package var window: Sourced<Int>
    /// The largest share of a certificate's life that may be its window.
    package var windowShare: Double
    /// The path of the ledger.
    package var ledger: String
    /// The folder of keys and certificates.
    package var store: String
    /// The folder of message templates.
    package var templates: String
    /// The folder that notices are put into.
    package var outbox: String
    /// How notices leave.
    package var noticeChannel: NoticeChannel
    /// The sender of notices.
    package var noticeFrom: String?
    /// The program that sends mail.
    package var sendmail: String
    /// The further settings of notices.
    package var notices: NoticeSettings
    /// How what the CA looks for is published, by host.
    package var validation: ValidationRules
    /// How what is published is looked at, and what follows where it is of no use.
    package var proof: ProofSettings
    /// The name server that ssl-scan looks ahead with, instead of this machine's.
    package var resolver: String?
    /// Which program deploys the certificate of which host, and which units are reloaded.
    package var deployment: DeploymentRules
    /// Which hosts are asked what they serve, and how.
    package var served: ServedSettings
    /// How many seconds a hook may take.
    package var hookTimeLimit: Int
    /// How many hooks run at the same time at most.
    package var hooksAtOnce: Int
    /// The path of the exchange log.
    package var log: String
    /// How dates look in it.
    package var logDates: LogDates
    /// The folder that nightly reports are written to.
    package var reportFolder: String?
    /// The kind of new keys, or nil for: P-256, and the same as before on a reissue.
    package var keyAlgorithm: String?
    /// Whether a reissue keeps the key of the certificate it replaces, where that is safe.
    package var reusesKeys: Bool
    /// Who may read keys and certificates, in the words of the file.
    package var keyAccess: KeyAccess
    /// How many versions of a subscription are kept at least.
    package var keptVersions: Int
    /// What overrides the CA/Browser Forum's table, in the order of the file.
    package var validitySteps: [ValiditySchedule.Step]
    /// The products that can be ordered, those of the file included.
    package var products: ProductCatalogue

    /// The forum's table with the steps of the file.
    package var schedule: ValiditySchedule { .forum.overridden(by: validitySteps) }

    /// Reads the main file's lines, and the lines of the files it includes.
    ///
    /// Of an included `billmgr.conf` only policy and window count; our own file is stronger.
    package init(
        lines: [SettingLine], file: String, included: [SettingLine] = []
    ) throws(SettingsError) {
        let own = try SettingSet(LedgerSettings.definitions, lines: lines, file: file)
        let foreign = try SettingSet(LedgerSettings.foreignDefinitions, foreign: included)
        self.init(own, foreign: foreign)
    }

    /// The files to include, in order, as the lines name them.
    package static func includes(in lines: [SettingLine]) -> [String] {
        lines.filter { $0.name == include.name && !$0.value.isEmpty }.map(\.value)
    }

    private init(_ own: SettingSet, foreign: SettingSet) {
        typealias Names = LedgerSettings
        let policyFrom = LedgerSettings.stronger(own, foreign, Names.policySetting)
        policy = Sourced(
            value: policyFrom.set.policy(Names.policySetting) ?? .auto, source: policyFrom.source)
        let windowFrom = LedgerSettings.stronger(own, foreign, Names.windowSetting)
        window = Sourced(
            value: windowFrom.set.number(Names.windowSetting) ?? 10, source: windowFrom.source)
        windowShare = own.share(Names.windowShareSetting) ?? SelectionBasis.defaultShare
        ledger = own.text(Names.ledgerSetting) ?? ""
        store = own.text(Names.storeSetting) ?? ""
        templates = own.text(Names.templatesSetting) ?? ""
        outbox = own.text(Names.outboxSetting) ?? ""
        noticeChannel = own.text(Names.noticeChannelSetting).flatMap(NoticeChannel.init) ?? .outbox
        noticeFrom = own.text(Names.noticeFromSetting)
        sendmail = own.text(Names.sendmailSetting) ?? ""
        notices = NoticeSettings(own)
        validation = ValidationRules(own)
        proof = ProofSettings(own)
        resolver = own.text(Names.resolverSetting)
        deployment = DeploymentRules(own)
        served = ServedSettings(own)
        hookTimeLimit = own.number(Names.hookTimeLimitSetting) ?? 60
        hooksAtOnce = own.number(Names.hooksAtOnceSetting) ?? 4
        log = own.text(Names.logSetting) ?? ""
        logDates = own.text(Names.logDatesSetting).flatMap(LogDates.init) ?? .iso
        reportFolder = own.text(Names.reportFolderSetting)
        keyAlgorithm = own.text(Names.keyAlgorithmSetting)
        reusesKeys = own.isOn(Names.keyReuseSetting)
        keyAccess = KeyAccess(
            isGroupReadable: own.text(Names.keyModeSetting) == "0640",
            owner: own.text(Names.keyOwnerSetting), group: own.text(Names.keyGroupSetting))
        keptVersions = own.number(Names.keepVersionsSetting) ?? 5
        validitySteps = own.validitySteps(Names.validitySetting)
        products = .namecheap.extended(by: own.products(Names.productSetting))
    }

    private static func stronger(
        _ own: SettingSet, _ foreign: SettingSet, _ definition: SettingDefinition
    ) -> (set: SettingSet, source: SettingSource) {
        guard !own.isSet(definition), case .line(let file, let line) = foreign.source(definition)
        else { return (own, own.source(definition)) }
        return (foreign, .included(file: file, line: line))
    }
}

/// Who may read keys and certificates, in the words of the settings.
package struct KeyAccess: Sendable, Equatable {
    /// Whether the group may read files.
    package var isGroupReadable: Bool
    /// The name of the owner, or nil for the user of the programs.
    package var owner: String?
    /// The name of the group, or nil for the group of the programs.
    package var group: String?

    /// Access as a file's lines have it.
    package init(isGroupReadable: Bool, owner: String?, group: String?) {
        self.isGroupReadable = isGroupReadable
        self.owner = owner
        self.group = group
    }
}

extension SettingSource {
    /// The word for the source of a policy.
    package var policySource: PolicySource {
        switch self {
        case .line: .settings
        case .included: .file
        case .default: .default
        }
    }
}
