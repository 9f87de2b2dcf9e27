// What is put around notices.
extension NoticeField {
    static let notices = NoticeField(
        "notices",
        .rows([
            NoticeField("subject", .words, "the subject it has alone"),
            NoticeField("text", .markup, "its text; in HTML its HTML, as {{{text}}}"),
        ]), "the notices, the most urgent first")
    static let subject = NoticeField("subject", .words, "the subject of the mail")
    static let body = NoticeField(
        "body", .markup, "what the template of the kind says, as {{{body}}}")
    static let language = NoticeField("language", .text, "the language of the template, or empty")
    static let sameLanguage = NoticeField(
        "sameLanguage", .flag,
        "whether the frame is in the language of the template, as far as known"
    )
}

// What follows from other fields.
extension NoticeField {
    static let timeLeft = NoticeField(
        "timeLeft", .text, "daysLeft in English words: in 9 days, tomorrow, 2 days ago")
    static let isPast = NoticeField("isPast", .flag, "whether daysLeft is negative")

    /// How many entries a list has.
    var count: NoticeField { NoticeField("\(name)Count", .number, "how many \(name) there are") }
    /// Whether a list has entries: a section of the list itself is there once for each.
    var has: NoticeField {
        let word = name.prefix(1).uppercased() + name.dropFirst()
        return NoticeField("has\(word)", .flag, "whether there are \(name)")
    }
    /// What says whether there is something to say.
    var presence: NoticeField {
        switch shape {
        case .texts, .rows: has
        default: self
        }
    }
    /// How many entries of a list are left out.
    var more: NoticeField {
        NoticeField("\(name)More", .number, "how many \(name) are left out, or empty")
    }

    /// The fields that templates may use beside the given ones.
    static func following(from fields: [NoticeField]) -> [NoticeField] {
        let time = fields.contains(.daysLeft) ? [timeLeft, isPast] : []
        return time
            + fields.flatMap { field -> [NoticeField] in
                switch field.shape {
                case .texts, .rows: [field.has, field.count, field.more]
                default: []
                }
            }
    }
}
