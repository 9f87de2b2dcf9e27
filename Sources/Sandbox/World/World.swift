/// The account, the CA behind it and everything around them; one request changes it at a time.
actor World {
    let settings: SandboxSettings
    let authority: Authority
    let schedule = ValiditySchedule()
    var clock: Clock
    var dice: Dice
    var holdings: Holdings
    var listing = Listing()
    private let state: StateFile
    /// What each row was submitted with, by id; a start-up row's is made when it is asked for.
    var submissions: KeptTable<Int, Submission>
    /// The ids that wait for the CA.
    var pending: Set<Int>
    /// Signed certificates by id.
    var certificates = KeptTable<Int, String>()
    /// When control of a name was last shown.
    var validations = KeptTable<String, Moment>()
    var records = Records() { didSet { unsaved.insert(.records) } }
    var looks = Looks() { didSet { unsaved.insert(.organisations) } }
    /// The small parts of the world that the state file does not have yet.
    private var unsaved = Set(WorldPart.allCases)
    var faults: Faults
    var limits: Limits { didSet { if limits.perMinute != nil { unsaved.insert(.limits) } } }
    /// What keeps the account from being used; nil when nothing does.
    var trouble: AccountTrouble? { didSet { unsaved.insert(.trouble) } }
    var journal = Journal()
    var keys = StartUpKeys()
    var funds: Funds { didSet { unsaved.insert(.funds) } }
    var zones: Zones { didSet { unsaved.insert(.zones) } }
    /// Where the API answers, once it does.
    private(set) var apiURL: String?
    /// How many unrepeatable calls have been performed.
    var unrepeatableCalls = 0

    /// A world with a new account.
    init(
        settings: SandboxSettings, authority: Authority, state: StateFile, account: StartUpAccount
    ) {
        self.settings = settings
        self.authority = authority
        self.state = state
        clock = Clock(mode: .real, realTime: settings.realTime)
        if let order = settings.clock { clock.obey(order) }
        dice = Dice(seed: settings.seed)
        holdings = account.holdings
        faults = Faults(settings.faults, seed: settings.faultSeed ?? settings.seed)
        limits = Limits(perMinute: settings.wire.callsPerMinute)
        submissions = KeptTable(new: account.submissions)
        pending = Set(account.submissions.keys)
        funds = Funds(balance: Amount(cents: settings.balance))
        zones = Zones(further: settings.zones)
    }

    /// The world that the state file has.
    init(
        settings: SandboxSettings, authority: Authority, state: StateFile, kept: KeptWorld
    ) throws(SandboxError) {
        self.settings = settings
        self.authority = authority
        self.state = state
        clock = Clock(mode: kept.clock, realTime: settings.realTime)
        if let order = settings.clock { clock.obey(order) }
        dice = kept.dice
        unrepeatableCalls = kept.unrepeatableCalls
        faults = Faults(settings.faults, seed: settings.faultSeed ?? settings.seed)
        let calls: [Int]? = try WorldPart.limits.read(kept.documents)
        limits = Limits(
            perMinute: settings.wire.callsPerMinute,
            calls: (calls ?? []).map { Moment(seconds: $0) })
        holdings = kept.holdings
        submissions = KeptTable(kept: kept.submissions)
        certificates = KeptTable(kept: kept.certificates)
        validations = KeptTable(kept: kept.validations)
        pending = Set(
            kept.submissions.keys.filter { id in
                kept.holdings.position(of: id).map { kept.holdings.rows[$0].status } == .purchased
            })
        records = try WorldPart.records.read(kept.documents) ?? Records()
        funds =
            try WorldPart.funds.read(kept.documents)
            ?? Funds(balance: Amount(cents: settings.balance))
        let organisations: [String: Int]? = try WorldPart.organisations.read(kept.documents)
        looks.organisations = (organisations ?? [:]).mapValues { Moment(seconds: $0) }
        let troubles: [AccountTrouble?]? = try WorldPart.trouble.read(kept.documents)
        trouble = troubles?.first ?? nil
        zones = try WorldPart.zones.read(kept.documents) ?? Zones(further: [])
        zones.add(settings.zones)
    }

    /// Says where the API answers.
    func open(at url: String) { apiURL = url }

    /// Writes what has changed into the state file, in one transaction.
    func save() throws(SandboxError) {
        try state.keep(
            WorldChanges(
                clock: clock.mode, dice: dice, unrepeatableCalls: unrepeatableCalls,
                orders: holdings.orders.takeChanges(), rows: holdings.rows.takeChanges(),
                holdings: holdings, submissions: submissions.takeChanges(),
                certificates: certificates.takeChanges(), validations: validations.takeChanges(),
                documents: try unsaved.sorted().map { part throws(SandboxError) in
                    (part.rawValue, try part.document(of: self))
                },
                requests: journal.takeUnsaved()))
        unsaved = []
    }

    /// The newest requests, or the first after one of them; oldest first.
    func requests(after id: Int?, limit: Int) throws(SandboxError) -> [Journal.Entry] {
        try save()
        return try state.requests(after: id, limit: limit)
    }

    /// Changes a row and keeps the sorted lists right.
    func change(_ position: Int, _ body: (inout Row) -> Void) {
        listing.remove(position, from: holdings)
        body(&holdings.rows[position])
        listing.insert(position, into: holdings)
    }

    /// Changes an order; what lists are sorted by never changes.
    func changeOrder(_ position: Int, _ body: (inout Order) -> Void) {
        body(&holdings.orders[position])
    }

    /// Adds an order that is bought now and gives its position.
    func addOrder(_ product: Product, years: Int, _ body: (inout Order) -> Void) -> Int {
        let position = holdings.addOrder(product, years: years, purchased: clock.now)
        changeOrder(position, body)
        return position
    }

    /// Adds a row of an order and gives its position.
    func addRow(_ status: Row.Status, order: Int, names: [String]) -> Int {
        let position = holdings.addRow(status, order: order, names: names)
        listing.insert(position, into: holdings)
        return position
    }

    /// Adds a row that a submission asks for and gives its position.
    func add(_ submission: Submission, order: Int, names: [String], status: Row.Status) -> Int {
        let position = addRow(status, order: order, names: names)
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
                names: submission.leavesTwinOut
                    ? row.names : order.product.certificateNames(row.names),
                organisation: order.organisation, validation: order.product.validation,
                notBefore: issued, notAfter: notAfter, publicKey: submission.request.publicKey,
                serial: dice.serial()))
        certificates[row.id] = signed
        return signed
    }
}
