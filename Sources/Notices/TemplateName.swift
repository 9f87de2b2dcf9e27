/// What a template is for: a kind of notice, or what is put around notices.
package enum TemplateName: Sendable, Hashable {
    /// The words of a kind.
    case kind(NoticeKind)
    /// Several notices to one customer as one mail.
    case digest
    /// What stands around every mail: the page of HTML, the signature of the text.
    case frame

    /// Every template in the order it is listed.
    package static let all = NoticeKind.allCases.map(Self.kind) + [.digest, .frame]

    /// The first word of its files' names.
    package var word: String {
        switch self {
        case .kind(let kind): kind.rawValue
        case .digest: "digest"
        case .frame: "frame"
        }
    }

    /// The template of this word; nil where there is none.
    package init?(_ word: String) {
        guard let name = Self.all.first(where: { $0.word == word }) else { return nil }
        self = name
    }

    /// What it is for, in one line.
    package var summary: String {
        switch self {
        case .kind(let kind): kind.summary
        case .digest: "several notices to one customer as one mail (NoticeDigest on)"
        case .frame: "what stands around every mail"
        }
    }

    /// What it may name: the fields, and what follows from them.
    package var fields: [NoticeField] {
        let given =
            switch self {
            case .kind(let kind): kind.fields
            case .digest: [NoticeField.notices, .seller, .replyTo, .toStaff]
            case .frame:
                [NoticeField.subject, .body, .language, .sameLanguage, .seller, .replyTo, .toStaff]
            }
        return given + NoticeField.following(from: given)
    }

    /// Whether its text begins with a line `Subject: …` and a blank line.
    var hasSubject: Bool { self != .frame }

    /// The template that the programs bring along.
    var shipped: ShippedTemplate {
        switch self {
        case .kind(.certificateExpires): .certificateExpires
        case .kind(.certificateReissued): .certificateReissued
        case .kind(.validationNeeded): .validationNeeded
        case .kind(.reissueFailed): .reissueFailed
        case .kind(.notServed): .notServed
        case .kind(.paidPeriodEnds): .paidPeriodEnds
        case .kind(.balanceLow): .balanceLow
        case .kind(.accountUnusable): .accountUnusable
        case .kind(.taskOpened): .taskOpened
        case .kind(.emailValidationEnds): .emailValidationEnds
        case .kind(.night): .night
        case .digest: .digest
        case .frame: .frame
        }
    }
}

/// One of the two parts of a mail.
package enum TemplatePart: String, Sendable, Hashable, CaseIterable {
    /// For every mail program; it holds the subject, too.
    case text = "txt"
    /// For mail programs that show HTML.
    case html
}

/// A template as it stands in a source file.
struct ShippedTemplate: Sendable {
    /// The subject line, a blank line and the text.
    let text: String
    /// The same for mail programs that show HTML.
    let html: String
}
