/// The account, the CA behind it and everything around them; one request changes it at a time.
actor World {
    let settings: SandboxSettings
    let authority: Authority
    let schedule = ValiditySchedule()
    var clock: Clock
    var dice: Dice
    var holdings: Holdings
    var listing = Listing()
    /// What each row was submitted with, by id; a start-up row's is made when it is asked for.
    var submissions: [Int: Submission]
    /// The ids that wait for the CA.
    var pending: Set<Int>
    /// Signed certificates by id.
    var certificates: [Int: String] = [:]
    /// When control of a name was last shown.
    var validations: [String: Moment] = [:]
    var records = Records()
    var looks = Looks()
    var faults = Faults()
    var journal = Journal()
    var keys = StartUpKeys()
    /// How many unrepeatable calls have been performed.
    var unrepeatableCalls = 0

    init(settings: SandboxSettings, authority: Authority, account: StartUpAccount) {
        self.settings = settings
        self.authority = authority
        clock = Clock(frozen: settings.clock, realTime: settings.realTime)
        dice = Dice(seed: settings.seed)
        holdings = account.holdings
        submissions = account.submissions
        pending = Set(account.submissions.keys)
    }

    /// Changes a row and keeps the sorted lists right.
    func change(_ position: Int, _ body: (inout Row) -> Void) {
        listing.remove(position, from: holdings)
        body(&holdings.rows[position])
        listing.insert(position, into: holdings)
    }

    /// Adds a row that a submission asks for and gives its position.
    func add(_ submission: Submission, order: Int, names: [String], status: Row.Status) -> Int {
        let position = holdings.addRow(status, order: order, names: names)
        listing.insert(position, into: holdings)
        keep(submission, position)
        return position
    }

    /// Keeps what a row was submitted with, and waits for the CA.
    func keep(_ submission: Submission, _ position: Int) {
        let row = holdings.rows[position]
        submissions[row.id] = submission
        looks.forget(row.id)
        if row.status == .purchased { pending.insert(row.id) }
    }

    /// Thirteen hexadecimal digits: eight of the second, five of its fraction.
    func makeUnique() -> String {
        let second = String(UInt32(truncatingIfNeeded: clock.now.seconds), radix: 16)
        return String(repeating: "0", count: 8 - second.count) + second
            + dice.hexadecimal(digits: 5)
    }

    /// The tokens of a row as it is submitted now.
    func token(of submission: Submission, order: Order) -> Token {
        Token(
            md5: submission.request.md5, sha256: submission.request.sha256,
            unique: submission.unique, suffix: settings.dcvSuffix ?? order.product.tokenSuffix)
    }

    /// What a row was submitted with; start-up rows get a key and a request of their own.
    func submission(at position: Int) throws(SandboxError) -> Submission? {
        let row = holdings.rows[position]
        if let known = submissions[row.id] { return known }
        guard row.issued != nil else { return nil }
        let order = holdings.orders[row.order]
        let key = try keys.key(forRow: row.id)
        let request = try authority.request(
            names: order.product.certificateNames(row.names), organisation: order.organisation,
            key: key)
        let made = Submission(
            request: request, methods: row.names.map { ($0, .cname) }, unique: "")
        submissions[row.id] = made
        return made
    }

    /// The row's certificate, signed when it is first asked for; nil before it is issued.
    func certificate(at position: Int) throws(SandboxError) -> String? {
        let row = holdings.rows[position]
        if let signed = certificates[row.id] { return signed }
        guard let issued = row.issued, let notAfter = row.notAfter,
            let submission = try submission(at: position)
        else { return nil }
        let order = holdings.orders[row.order]
        let signed = try authority.sign(
            Leaf(
                names: order.product.certificateNames(row.names),
                organisation: order.organisation, validation: order.product.validation,
                notBefore: issued, notAfter: notAfter, publicKey: submission.request.publicKey,
                serial: dice.serial()))
        certificates[row.id] = signed
        return signed
    }
}
