/// The account a sandbox starts with, and the list of its subscriptions.
struct StartUpAccount: Sendable {
    private(set) var holdings = Holdings()
    /// What the waiting row was submitted with.
    private(set) var submissions: [Int: Submission] = [:]
    /// The subscriptions as RFC 4180.
    private(set) var table =
        "reference,host,names,certificate_id,order_date,years,policy,mail,"
        + "renewal_certificate_id,dcv\r\n"
    private let now: Moment
    private let margin: Int
    private let schedule = ValiditySchedule()

    /// Makes the rows; nothing is signed before it is asked for.
    static func make(
        subscriptions count: Int, now: Moment, margin: Int, authority: Authority
    ) throws(SandboxError) -> Self {
        var account = Self(now: now, margin: margin)
        for index in 0..<count {
            let plan = StartUpPlan.plan(index, of: count)
            try account.enrol(plan, index, isLarge: count > 100, authority)
        }
        // One row in ten belongs to no subscription; four of them are of four kinds.
        let further = count < 20 ? min(count, 4) : max(4, count / 9)
        for index in 0..<further { account.addStranger(index, number: count + index + 1) }
        return account
    }

    private init(now: Moment, margin: Int) {
        self.now = now
        self.margin = margin
    }

    private mutating func enrol(
        _ plan: StartUpPlan, _ index: Int, isLarge: Bool, _ authority: Authority
    ) throws(SandboxError) {
        let product = Product.all.first { $0.name == plan.product } ?? Product.all[0]
        let names = StartUpNames.names(product, number: index + 1)
        var renewal: Int?
        let known: Int
        switch plan.kind {
        case .waiting: known = try addWaiting(product, plan, names, authority)
        case .paidRenewal:
            let chain = StartUpChain.atTheEnd(
                endingAt: expiry(plan.days, index), years: plan.years)
            known = add(chain, product, plan.years, names, hasBefore: true).active
            renewal = addRenewal(of: known, names)
        case .live, .elsewhere:
            let chain = StartUpChain.inside(
                endingAt: expiry(plan.days, index), years: plan.years, number: index, now: now,
                margin: margin)
            let hasBefore = plan.kind == .elsewhere || (isLarge ? index % 10 == 0 : index % 2 == 0)
            let added = add(chain, product, plan.years, names, hasBefore: hasBefore)
            known = plan.kind == .elsewhere ? added.before ?? added.active : added.active
        }
        let isFile = index % 3 == 1 && product.coverage != .wildcard
        write(
            plan, index, names, known, renewal,
            dcv: plan.kind == .waiting ? "email" : isFile ? "file" : "cname")
    }

    /// Adds the rows of a chain of certificates.
    private mutating func add(
        _ chain: StartUpChain, _ product: Product, _ years: Int, _ names: [String],
        hasBefore: Bool
    ) -> (active: Int, before: Int?) {
        let order = holdings.addOrder(
            product, years: years, purchased: chain.start, start: chain.start)
        describe(order)
        var older: Int?
        if hasBefore, let before = chain.before, before < chain.issued {
            let position = holdings.addRow(.replaced, order: order, names: names)
            holdings.rows[position].issued = before
            holdings.rows[position].notAfter = schedule.notAfter(
                issued: before, margin: margin, termEnd: holdings.orders[order].end ?? now)
            older = position
        }
        let active = holdings.addRow(.active, order: order, names: names)
        holdings.rows[active].issued = chain.issued
        holdings.rows[active].notAfter = chain.notAfter
        if let older { holdings.rows[older].replacedBy = holdings.rows[active].id }
        return (active, older)
    }

    /// Adds a paid order that follows an active one and waits to be activated.
    private mutating func addRenewal(of position: Int, _ names: [String]) -> Int {
        let previous = holdings.rows[position].order
        let order = holdings.addOrder(
            holdings.orders[previous].product, years: 1, purchased: now.adding(days: -20))
        holdings.orders[order].follows = previous
        return holdings.addRow(.newRenewal, order: order, names: names)
    }

    /// Adds a row that waits for the answer to a mail.
    private mutating func addWaiting(
        _ product: Product, _ plan: StartUpPlan, _ names: [String], _ authority: Authority
    ) throws(SandboxError) -> Int {
        let start = now.adding(days: -1)
        let order = holdings.addOrder(product, years: plan.years, purchased: start, start: start)
        describe(order)
        let position = holdings.addRow(.purchased, order: order, names: names)
        let id = holdings.rows[position].id
        var keys = StartUpKeys()
        let request = try authority.request(
            names: product.certificateNames(names), organisation: nil,
            key: try keys.key(forRow: id))
        let approver = "admin@harbour-demo.test"
        submissions[id] = Submission(
            request: request, methods: names.map { ($0, .mail(approver)) },
            unique: "5f00000000000", approver: approver)
        return position
    }

    /// Adds a row that no subscription knows.
    private mutating func addStranger(_ index: Int, number: Int) {
        let product = Product.all[0]
        let names = StartUpNames.names(product, number: number)
        if index % 4 == 0 {
            let chain = StartUpChain.inside(
                endingAt: expiry(25 + index * 7 % 120, index), years: 2, number: index, now: now,
                margin: margin)
            _ = add(chain, product, 2, names, hasBefore: false)  // No list names the row.
            return
        }
        let bought = now.adding(days: -3)
        let isNew = index % 4 == 1
        let order = holdings.addOrder(
            product, years: 1, purchased: bought, start: isNew ? nil : bought)
        let status = isNew ? Row.Status.newPurchase : index % 4 == 2 ? .purchaseError : .cancelled
        _ = holdings.addRow(status, order: order, names: isNew ? [] : names)  // No list names it.
    }

    private mutating func describe(_ order: Int) {
        holdings.orders[order].mail = StartUpNames.mail
        guard holdings.orders[order].product.validation != .domain else { return }
        holdings.orders[order].organisation = "Harbour Demo GmbH"
    }

    /// The instant that many days from now, at an hour that differs from row to row.
    private func expiry(_ days: Int, _ index: Int) -> Moment {
        now.startOfDay.adding(days: days).adding(seconds: 43_200 + index * 1237 % 40_000)
    }

    private mutating func write(
        _ plan: StartUpPlan, _ index: Int, _ names: [String], _ known: Int, _ renewal: Int?,
        dcv: String
    ) {
        let order = holdings.orders[holdings.rows[known].order]
        let number = String(index + 1)
        let zeros = String(repeating: "0", count: max(0, 5 - number.count))
        let cells = [
            "S-" + zeros + number, names.first ?? "", names.joined(separator: " "),
            String(holdings.rows[known].id), (order.start ?? order.purchased).isoDate,
            String(plan.years), plan.policy, StartUpNames.mail,
            renewal.map { String(holdings.rows[$0].id) } ?? "", dcv,
        ]
        table += cells.joined(separator: ",") + "\r\n"
    }
}
