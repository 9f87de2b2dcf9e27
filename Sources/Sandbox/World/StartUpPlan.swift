/// What one subscription of the start-up account is like.
struct StartUpPlan: Sendable {
    /// What has become of the subscription.
    enum Kind: Sendable {
        /// An active certificate, perhaps expired.
        case live
        /// The known id is replaced by a row whose key is elsewhere.
        case elsewhere
        /// The order ends with the certificate, and its renewal is paid but not activated.
        case paidRenewal
        /// The first certificate waits for a person's mail.
        case waiting
    }

    let product: String
    let years: Int
    /// In how many days the certificate expires; negative when it has expired.
    var days: Int
    let policy: String
    var kind = Kind.live

    /// The plan of a subscription: 25 that cover every case, then the same mix again.
    static func plan(_ index: Int, of count: Int) -> Self {
        let slot = index % slots.count
        var plan = slots[slot]
        guard index >= slots.count || count > 100 else { return plan }
        if index >= slots.count { plan.kind = .live }
        if count <= 100 {
            // Ten of 25 expire within ten days.
            plan.days = slot < 9 || slot == 17 ? plan.days : 20 + slot * 5
        } else if index >= slots.count {
            plan.days = index % 250 == 0 ? 2 + index / 250 % 8 : 14 + index * 31 % 170
            if index % 500 == 1 { plan.days = -1 - index / 500 % 60 }
        }
        return plan
    }

    private static let slots = [
        Self(product: "Standard SSL", years: 1, days: 3, policy: "auto"),
        Self(product: "PositiveSSL", years: 2, days: 3, policy: "auto"),
        Self(product: "High Assurance SSL", years: 2, days: 3, policy: "auto"),
        Self(product: "EV SSL", years: 1, days: 4, policy: "auto"),
        Self(product: "Standard Wildcard SSL", years: 3, days: 3, policy: "auto"),
        Self(product: "SAN Certificate", years: 2, days: 5, policy: "auto"),
        Self(product: "PositiveSSL", years: 5, days: 4, policy: "auto"),
        Self(product: "Standard SSL", years: 4, days: 6, policy: "auto"),
        Self(product: "PositiveSSL Wildcard", years: 3, days: 7, policy: "auto"),
        Self(product: "PositiveSSL Multi Domain", years: 3, days: 3, policy: "auto"),
        Self(product: "InstantSSL", years: 2, days: 8, policy: "auto"),
        Self(product: "Standard SSL", years: 5, days: 9, policy: "auto"),
        Self(product: "OV Wildcard SSL", years: 2, days: 12, policy: "auto"),
        Self(product: "Standard SSL", years: 1, days: 2, policy: "auto", kind: .paidRenewal),
        Self(product: "Standard SSL", years: 2, days: 120, policy: "auto", kind: .elsewhere),
        Self(product: "EssentialSSL", years: 2, days: -20, policy: "manual"),
        Self(product: "Standard SSL", years: 1, days: 0, policy: "auto", kind: .waiting),
        Self(product: "Standard SSL", years: 2, days: 40, policy: "manual"),
        Self(product: "PositiveSSL", years: 1, days: 8, policy: "manual"),
        Self(product: "EV Multi-Domain SSL", years: 3, days: 60, policy: "none"),
        Self(product: "Standard SSL", years: 2, days: 30, policy: "none"),
        Self(product: "Standard SSL", years: 1, days: 100, policy: "auto"),
        Self(product: "OV Multi-domain SSL", years: 4, days: 75, policy: "manual"),
        Self(product: "Standard Wildcard SSL", years: 1, days: 15, policy: "none"),
        Self(product: "Standard SSL", years: 5, days: 150, policy: ""),
    ]
}
