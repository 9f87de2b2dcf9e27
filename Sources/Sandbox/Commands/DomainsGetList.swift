/// namecheap.domains.getList: a page of the account's domains.
struct DomainsGetList: Command {
    let name = "namecheap.domains.getList"
    let backEnd = Envelope.BackEnd.general
    let parameters = ["ListType", "SearchTerm", "Page", "PageSize", "SortBy"]
    let errors = [
        DocumentedError.asFault(
            5_050_169, "unknown error", "nothing goes wrong unforeseen")
    ]

    /// When every domain was registered; it is prolonged each year on the same day.
    private static let created = Moment(year: 2019, month: 3, day: 14)
    /// EXPIRING lists what ends within this many days; the documentation gives no number.
    private static let soon = 30

    func stub(_ fields: Fields) -> [Element] { [Element("DomainGetListResult")] }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let page = PageArguments(fields)
        let now = world.clock.now
        let expires = Self.expires(after: now)
        let term = (fields["SearchTerm"] ?? "").lowercased()
        var zones: [Zone] = []
        switch (fields["ListType"] ?? "").uppercased() {
        case "EXPIRED": break
        case "EXPIRING" where expires > now.adding(days: Self.soon): break
        default:
            zones = world.zones.all(in: world.holdings).filter {
                term.isEmpty || $0.name.contains(term)
            }
        }
        // All dates are alike, so that only an order by name shows.
        if (fields["SortBy"] ?? "").uppercased() == "NAME_DESC" { zones.reverse() }
        let (skipped, overflow) = (page.number - 1).multipliedReportingOverflow(by: page.size)
        let shown = overflow ? [] : zones.dropFirst(skipped).prefix(page.size)
        let user = world.settings.user
        return [
            Element(
                "DomainGetListResult", [],
                shown.map { element($0, user: user, expires: expires) }),
            page.element(total: zones.count),
        ]
    }

    private func element(_ zone: Zone, user: String, expires: Moment) -> Element {
        Element(
            "Domain",
            [
                ("ID", String(zone.id)), ("Name", zone.name), ("User", user),
                ("Created", Self.created.paddedDate), ("Expires", expires.paddedDate),
                ("IsExpired", "false"), ("IsLocked", "false"), ("AutoRenew", "true"),
                ("WhoisGuard", "ENABLED"), ("IsPremium", "false"),
                ("IsOurDNS", String(zone.usesOurDNS)),
            ])
    }

    private static func expires(after now: Moment) -> Moment {
        var end = created.adding(years: 1)
        while end <= now { end = end.adding(years: 1) }
        return end
    }
}
