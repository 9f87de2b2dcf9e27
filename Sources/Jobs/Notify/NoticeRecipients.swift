import CertificateLedger
import Notices
import Settings
import Wording

/// Who gets a notice.
struct NoticeRecipients: Sendable, Equatable {
    /// The addresses, each of which gets a message of its own.
    let addresses: [String]
    /// Whether the staff gets it because nobody at the customer can be told.
    let isStaffInstead: Bool
}

/// Knows whom to tell: the customer, the department of a module, the administrator.
struct NoticeDirectory: Sendable {
    private let departments: [String: [String]]
    /// Who looks after the machine.
    let administrators: [String]

    /// Every address of the seller's own people.
    var staff: [String] { departments.values.flatMap(\.self) + administrators }

    /// The people of a configuration.
    init(_ configuration: Configuration) {
        administrators = configuration.settings.notices.administrators.withoutRepetitions
        departments = Dictionary(
            configuration.modules.map { module in
                let list = (module.settings.department ?? "").split(separator: ",")
                let addresses = list.map { $0.filter { !$0.isWhitespace } }
                return (module.name, addresses.withoutRepetitions)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Who gets a candidate: an error of the run where that is nobody.
    func recipients(of candidate: NoticeCandidate) throws(JobError) -> NoticeRecipients {
        switch candidate.audience {
        case .customer:
            let subject = candidate.subject
            guard let mail = subject?.mail ?? subject?.administratorMail else {
                return try staff(of: candidate)
            }
            return NoticeRecipients(addresses: [mail], isStaffInstead: false)
        case .department:
            return NoticeRecipients(
                addresses: try department(candidate.module), isStaffInstead: false)
        case .administrator:
            return NoticeRecipients(addresses: administrators, isStaffInstead: false)
        }
    }

    /// The department in a customer's place.
    func staff(of candidate: NoticeCandidate) throws(JobError) -> NoticeRecipients {
        NoticeRecipients(addresses: try department(candidate.module), isStaffInstead: true)
    }

    private func department(_ module: String) throws(JobError) -> [String] {
        // What is about no module is everybody's.
        let addresses =
            module.isEmpty
            ? departments.values.flatMap(\.self).sorted().withoutRepetitions
            : departments[module] ?? []
        guard addresses.isEmpty else { return addresses }
        guard administrators.isEmpty else { return administrators }
        throw .configuration(
            what: "nobody is to be told: module \(module.printable()) has no department, and"
                + " NoticeAdministrator is not set",
            remedy: "set Department, or NoticeAdministrator")
    }
}

extension [String] {
    /// Each address once, however it is written: nobody's mailbox tells capitals apart.
    fileprivate var withoutRepetitions: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0.lowercased()).inserted }
    }
}
