import CertificateLedger

/// What a task is about: the first word of its cause.
enum TaskKind: String, CaseIterable {
    case account
    case address
    case balanceLow = "balance-low"
    case gone
    case handOver = "hand-over"
    case issuance
    case names
    case notEnrolled = "not-enrolled"
    case notice
    case order
    case preflight
    case refused
    case removal
    case rolledBack = "rolled-back"
    case served
    case silent
    case staff
    case template
    case term
    case unowned
    case unremoved
    case unseen
    case waiting
    case wording
    case zone

    /// The kind of a cause; nil for one that only its text explains.
    init?(cause: String) {
        self.init(rawValue: String(cause.prefix { $0 != " " }))
    }

    /// What a person does about it.
    var remedy: String {
        switch self {
        case .account: "correct the module's account, key or address, or ask the CA's support"
        case .address: "correct the customer's address: ssl-admin subscription set --mail"
        case .balanceLow: "top the account up"
        case .gone: "ask the CA's support what became of the certificate"
        case .handOver: "export the certificate and give it to the customer"
        case .issuance: "do what the text names; ssl-reissue goes on by itself"
        case .names:
            "compare it with what was sold: ssl-reissue REFERENCE --force --reason names gets a"
                + " certificate with the subscription's names, ssl-admin subscription set REFERENCE"
                + " --names 'HOST NAME' corrects these"
        case .notEnrolled: "import them from a file, or ssl-admin subscription link"
        case .notice: "ask the recipient whether it arrived, then close the task"
        case .order, .zone: "\(TaskKind.usualRemedy), then close it"
        case .preflight: "change what the text names before the reissue is due"
        case .refused: "correct what was refused; ssl-reissue tries again the next night"
        case .removal: "mend what keeps it public; ssl-reissue tries again"
        case .rolledBack: "roll forward or reissue before the live certificate ends"
        case .served: "see why the host does not serve it, or set whom to ask"
        case .silent: "repair the server, or take it out of the zone"
        case .staff: "correct Department of the module, or NoticeAdministrator"
        case .template: "correct the file, or remove it to use the shipped template"
        case .term: "compare the order with what was bought, then close the task"
        case .unowned: "link it, ssl-admin subscription list --not-enrolled shows it"
        case .unremoved: "remove the record by hand, then close the task"
        case .unseen: "see why what was published does not get there"
        case .wording: "correct what the text names; ssl-notify tries again"
        case .waiting: "see what it waits for: ssl-report reissues"
        }
    }

    /// What a person does about a task of any cause.
    static func remedy(of cause: String) -> String {
        TaskKind(cause: cause)?.remedy ?? "\(usualRemedy), then close it"
    }

    private static let usualRemedy = "do what the text says"

    /// Whether a person's word is the end of it: no program looks at the cause again.
    var isForPeopleOnly: Bool {
        switch self {
        case .handOver, .notice, .order, .rolledBack, .silent, .term, .unremoved, .unseen, .zone:
            true
        default: false
        }
    }
}

extension TaskRow {
    /// What a person does about it.
    var remedy: String { TaskKind.remedy(of: cause) }
}
