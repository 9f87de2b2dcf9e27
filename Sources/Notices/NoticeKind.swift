/// What a notice is about; a new kind is a line in each place and a file of templates.
package enum NoticeKind: String, Sendable, CaseIterable {
    /// The current certificate expires and somebody has to act, because the policy is `manual`.
    case certificateExpires = "certificate-expires"
    /// A new certificate is current.
    case certificateReissued = "certificate-reissued"
    /// An unfinished issuance waits for a record, a file or an approval that only a person gives.
    case validationNeeded = "validation-needed"
    /// A reissue does not get on without a person.
    case reissueFailed = "reissue-failed"
    /// A host shows another certificate than it should.
    case notServed = "not-served"
    /// The last paid period ends and no renewal is paid.
    case paidPeriodEnds = "paid-period-ends"
    /// The balance of an account is below its minimum.
    case balanceLow = "balance-low"
    /// An account refuses us or cannot be reached.
    case accountUnusable = "account-unusable"
    /// Any other task.
    case taskOpened = "task-opened"
    /// Subscriptions on e-mail validation need another method before it is forbidden.
    case emailValidationEnds = "email-validation-ends"
    /// What the last night's programs did.
    case night

    /// For whom a notice is written, which decides what it may say.
    package enum Audience: String, Sendable {
        /// The customer of a subscription, or the staff in his place.
        case customer
        /// The staff of a module.
        case department
        /// Whoever looks after the programs.
        case administrator
    }

    /// For whom the kind is written.
    ///
    /// `not-served` goes to the staff where the seller installs; it says what a customer may read.
    package var audience: Audience {
        switch self {
        case .certificateExpires, .certificateReissued, .validationNeeded, .notServed,
            .paidPeriodEnds:
            .customer
        case .reissueFailed, .balanceLow, .accountUnusable, .taskOpened, .emailValidationEnds:
            .department
        case .night: .administrator
        }
    }

    /// When it is sent, in one line.
    package var summary: String {
        switch self {
        case .certificateExpires: "the certificate expires and the policy is manual"
        case .certificateReissued: "a new certificate is current"
        case .validationNeeded: "a record, a file or an approval is missing"
        case .reissueFailed: "a reissue needs a person"
        case .notServed: "a host shows another certificate"
        case .paidPeriodEnds: "the paid period ends"
        case .balanceLow: "the balance of an account is low"
        case .accountUnusable: "an account refuses us or is not reachable"
        case .taskOpened: "a task was opened"
        case .emailValidationEnds: "e-mail validation ends"
        case .night: "what the last night's programs did"
        }
    }

    /// What a notice of the kind holds: every field, whether or not there is something to say.
    ///
    /// A kind for customers has no field for the CA, its numbers, its prices or the module: they
    /// are the seller's cost and source, and what is not here cannot be put into a template.
    package var fields: [NoticeField] {
        let task: [NoticeField] = [.task, .cause, .openedOn, .happened, .whatToDo]
        let subject: [NoticeField] = [.module, .reference, .host, .expirationDate, .paidUntil]
        return switch self {
        case .certificateExpires:
            Self.customer + [
                .installBy, .nothingToPay, .renewalPaid, .weInstall, .keyWithCustomer,
            ]
        case .certificateReissued:
            Self.customer + [
                .previousExpirationDate, .certificateEnded, .addedNames, .removedNames,
                .installed, .seenWorking, .places, .installBy, .keyWithCustomer, .elsewhere,
                .certificateText, .nothingToPay, .renewalPaid,
            ]
        case .validationNeeded:
            Self.customer + [
                .records, .files, .mailboxes, .publishBy, .nothingToPay, .renewalPaid,
            ]
        case .notServed:
            Self.customer + [
                .previousExpirationDate, .shown, .installBy, .weInstall, .deployed, .nothingToPay,
                .renewalPaid,
            ]
        case .paidPeriodEnds:
            Self.customer + [.certificatesFollow, .certificateEnded, .renewURL, .price]
        case .reissueFailed:
            subject + task + [
                .product, .certificateID, .orderID, .daysLeft, .nextAttempt, .alarm,
            ]
        case .taskOpened: subject + task
        case .balanceLow: [.module, .balance, .minimum] + task
        case .accountUnusable: [.module, .dependents, .firstExpiration] + task
        case .emailValidationEnds: [.module, .endsOn, .daysLeft, .subscriptions]
        case .night: [.date, .machine, .since, .runs, .failures, .notDone, .tasks]
        }
    }

    /// What every notice to a customer holds.
    private static let customer: [NoticeField] = [
        .reference, .host, .names, .expirationDate, .daysLeft, .paidUntil, .seller, .replyTo,
        .toStaff,
    ]
}
