@testable import Sandbox

extension ErrorScenarios {
    /// The commands that cost money, and the list of prices.
    static let orders = [
        Self(
            command: "namecheap.ssl.create", usual: [("Years", "1"), ("Type", "Standard SSL")],
            scenarios: [
                .init(2_010_167, [("Years", "")]), .init(2_011_167, [("Years", "x")]),
                .init(2_013_167, [("Years", "6")]), .init(2_015_167, [("Years", "10")]),
                .init(2_010_298, [("Type", "")]), .init(2_011_301, [("Type", "RapidSSL")]),
                .init(2_011_170, [("PromotionCode", "NONE")]),
                .init(2_013_170, [("PromotionCode", "012345678901234567890")]),
                .init(2_011_767, [("SANStoADD", "1")]), .init(2_011_900, [("SANStoADD", "x")]),
                .init(2_013_900, [("SANStoADD", "98"), ("Type", "SAN Certificate")]), poor,
            ]),
        Self(
            command: "namecheap.ssl.renew",
            usual: [
                ("CertificateID", StartUpRow.ending), ("Years", "1"), ("SSLType", "EV SSL"),
            ], scenarios: renewal),
        Self(
            command: "namecheap.ssl.purchasemoresans",
            usual: [("CertificateID", StartUpRow.several), ("NumberOfSANSToAdd", "1")],
            scenarios: [
                .init(2_011_294, [("CertificateID", "12")]),
                .init(4_011_331, [("CertificateID", StartUpRow.waiting)]),
                .init(2_011_767, [("CertificateID", StartUpRow.newPurchase)]),
                .init(2_011_900, [("NumberOfSANSToAdd", "")]),
                .init(2_013_900, [("NumberOfSANSToAdd", "98")]), poor,
            ]),
        Self(
            command: "namecheap.users.getPricing", usual: [("ProductType", "SSLCERTIFICATE")],
            scenarios: [
                .init(2_011_170, [("PromotionCode", "NONE")]),
                .init(2_011_298, [("ProductType", "BREAD")]),
            ]),
    ]

    private static let renewal: [ErrorScenario] = [
        .init(2_010_294, [("CertificateID", "")]), .init(2_011_294, [("CertificateID", "x")]),
        .init(2_013_294, [("CertificateID", "2244006000")]),
        .init(4_011_294, [("CertificateID", "12")]), .init(2_010_167, [("Years", "")]),
        .init(2_011_167, [("Years", "x")]), .init(2_013_167, [("Years", "6")]),
        .init(2_010_301, [("SSLType", "")]), .init(2_011_301, [("SSLType", "RapidSSL")]),
        .init(2_013_301, [("SSLType", String(repeating: "a", count: 51))]),
        .init(2_012_301, [("SSLType", "PositiveSSL")]),
        .init(2_011_170, [("PromotionCode", "NONE")]),
        .init(2_013_170, [("PromotionCode", "012345678901234567890")]),
        .init(
            4_011_331, [("CertificateID", StartUpRow.replaced), ("SSLType", "Standard SSL")]),
        .init(
            4_028_294, [("CertificateID", StartUpRow.endingSoon), ("SSLType", "Standard SSL")]),
        poor,
    ]

    /// The balance does not suffice.
    private static let poor = ErrorScenario(2_528_166).after {
        try await $0.setBalance("0.01")
        return []
    }
}
