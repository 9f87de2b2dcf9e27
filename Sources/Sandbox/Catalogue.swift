extension Product {
    /// Every product of the API's documentation, sold or once sold.
    static let all =
        products(.single, .domain, "Standard SSL", ["PositiveSSL", "EssentialSSL"])
        + products(
            .single, .organisation, "High Assurance SSL",
            ["InstantSSL", "InstantSSL Pro", "PremiumSSL"])
        + products(.single, .extended, "EV SSL", [])
        + products(
            .wildcard, .domain, "Standard Wildcard SSL",
            ["PositiveSSL Wildcard", "EssentialSSL Wildcard"])
        + products(.wildcard, .organisation, "OV Wildcard SSL", ["PremiumSSL Wildcard"])
        + products(.multiple, .domain, "SAN Certificate", ["PositiveSSL Multi Domain"])
        + products(
            .multiple, .organisation, "OV Multi-domain SSL",
            ["Multi Domain SSL", "Unified Communications"])
        + products(.multiple, .extended, "EV Multi-Domain SSL", ["EV Multi Domain SSL"])

    /// The names of products that were retired before the change of provider, in lower case.
    static let discontinued: Set = [
        "rapidssl", "rapidssl wildcard", "quickssl", "quickssl premium", "ssl123",
        "thawte ssl web server", "sgc super certs", "secure site", "secure site pro",
        "secure site ev", "secure site pro ev", "true businessid", "true businessid wildcard",
        "true businessid ev", "true businessid with ev", "true businessid multi domain",
        "ev ssl sgc", "comodossl", "comodossl wildcard", "comodossl multi domain ssl",
        "comodossl ev multi domain ssl",
    ]

    /// The product of that name in any case; nil for an unknown or discontinued one.
    static func named(_ name: String) -> Self? {
        let wanted = name.lowercased()
        return all.first { $0.name.lowercased() == wanted }
    }

    /// What is sold under this name at an instant; nil before the name exists.
    ///
    /// The documentation promises an equivalent product for an old name and no table of pairs: the
    /// pair is read from the coverage and validation that both share.
    func sold(at now: Moment) -> Self? {
        let isChanged = now >= Self.providerChange
        // EV SSL keeps its name.
        if isCurrent { return isChanged || name == "EV SSL" ? self : nil }
        return isChanged ? Self.all.first { $0.isCurrent && $0.isEquivalent(to: self) } : self
    }

    /// Another product with the same coverage where there is one, for a seller who errs.
    var neighbour: Self {
        Self.all.first {
            $0.coverage == coverage && $0.isCurrent == isCurrent && $0.name != name
        } ?? self
    }

    /// Whether both names can stand for one another.
    func isEquivalent(to other: Self) -> Bool {
        coverage == other.coverage && validation == other.validation
    }

    private static func products(
        _ coverage: Coverage, _ validation: Validation, _ current: String, _ older: [String]
    ) -> [Self] {
        ([current] + older).map {
            Self(
                name: $0, validation: validation, coverage: coverage, isCurrent: $0 == current)
        }
    }
}
