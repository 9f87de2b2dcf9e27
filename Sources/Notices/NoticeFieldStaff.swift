// What only the seller's own people may read.
extension NoticeField {
    /// The processing module.
    package static let module = NoticeField(
        "module", .text, "the processing module, or empty where it concerns none")
    /// What was bought.
    package static let product = NoticeField("product", .text, "the product, or empty")
    /// The CertificateID at the CA.
    package static let certificateID = NoticeField(
        "certificateID", .text, "the CertificateID at the CA, or empty")
    /// The order id at the CA.
    package static let orderID = NoticeField("orderID", .text, "the order id at the CA, or empty")
    /// The task's number.
    package static let task = NoticeField("task", .number, "the number of the task")
    /// The task's cause.
    package static let cause = NoticeField("cause", .text, "the cause of the task")
    /// When the task was opened.
    package static let openedOn = NoticeField("openedOn", .text, "when it began, YYYY-MM-DD")
    /// What happened.
    package static let happened = NoticeField("happened", .prose, "what happened")
    /// What a person does about it.
    package static let whatToDo = NoticeField("whatToDo", .prose, "what a person does about it")
    /// When the programs try again.
    package static let nextAttempt = NoticeField(
        "nextAttempt", .text, "when it is tried again, or empty")
    /// Whether the certificate expires before long.
    package static let alarm = NoticeField(
        "alarm", .flag, "whether the certificate is past the alarm: it expires before long")
    /// The balance of the account.
    package static let balance = NoticeField(
        "balance", .text, "the balance with its currency, or empty")
    /// The balance below which the department is told.
    package static let minimum = NoticeField(
        "minimum", .text, "the minimal balance with its currency, or empty")
    /// How many subscriptions depend on the module.
    package static let dependents = NoticeField(
        "dependents", .number, "how many subscriptions depend on the module")
    /// The first Expiration date among them.
    package static let firstExpiration = NoticeField(
        "firstExpiration", .text, "the first of their Expiration dates, or empty")
    /// The day after which e-mail validation is not allowed any more.
    package static let endsOn = NoticeField("endsOn", .text, "the first day without it")
    /// Subscriptions of the module.
    package static let subscriptions = NoticeField(
        "subscriptions",
        .rows([
            NoticeField("reference", .text, "the service number"),
            NoticeField("host", .text, "the host"),
            NoticeField("expirationDate", .text, "the last day of the current certificate"),
            NoticeField("paidUntil", .text, "the last paid day, or empty"),
            NoticeField("approver", .text, "who approves by mail, or empty"),
        ]), "the subscriptions it concerns")
}

// The digest of a night.
extension NoticeField {
    /// The night's date.
    package static let date = NoticeField("date", .text, "the date of the night, YYYY-MM-DD")
    /// The machine the programs ran on.
    package static let machine = NoticeField("machine", .text, "the machine it ran on")
    /// From when on it tells what was done.
    package static let since = NoticeField(
        "since", .text, "since when the runs in it began, such as 2026-10-09 02:10 UTC")
    /// The runs of the night.
    package static let runs = NoticeField(
        "runs",
        .rows([
            NoticeField("program", .text, "the program"),
            NoticeField(
                "startedAt", .text,
                "when it began, such as 02:10, with its date where it is longer ago"),
            NoticeField("duration", .text, "how long it took, such as 3 min"),
            NoticeField("status", .text, "its exit status, or running, or cut off"),
            NoticeField("considered", .number, "subscriptions looked at"),
            NoticeField("acted", .number, "subscriptions acted on"),
            NoticeField("skipped", .number, "subscriptions skipped, each for a reason"),
            NoticeField("failed", .number, "failures"),
        ]), "the runs since then")
    /// What failed.
    package static let failures = NoticeField(
        "failures",
        .rows([
            NoticeField("program", .text, "the program"),
            NoticeField("reference", .text, "the service number, or empty"),
            NoticeField("host", .text, "the host, or empty"),
            NoticeField("happened", .prose, "what happened"),
        ]), "what failed")
    /// Tasks that wait for a person.
    package static let tasks = NoticeField(
        "tasks",
        .rows([
            NoticeField("task", .number, "the number"),
            NoticeField("cause", .text, "the cause"),
            NoticeField("reference", .text, "the service number, or empty"),
            NoticeField("host", .text, "the host, or empty"),
            NoticeField("happened", .prose, "what happened"),
            NoticeField("openedOn", .text, "when it was opened"),
        ]), "the open tasks")
    /// What was due and was not done.
    package static let notDone = NoticeField(
        "notDone",
        .rows([
            NoticeField("reference", .text, "the service number"),
            NoticeField("host", .text, "the host"),
            NoticeField("expirationDate", .text, "the last day of the current certificate"),
            NoticeField("why", .text, "the reason"),
        ]), "what was due and was not done")
}
