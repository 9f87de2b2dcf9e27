@testable import Sandbox

extension ErrorScenarios {
    /// ssl.activate and ssl.reissue.
    static let submissions = [
        Self(
            command: "namecheap.ssl.activate", usual: usual(StartUpRow.newPurchase),
            scenarios: shared(host: "new-demo.test", used: StartUpRow.active)
                + activation
                + names(
                    wildcard: { $0.ofNew("Standard Wildcard SSL") },
                    several: { $0.ofNew("SAN Certificate") })),
        Self(
            command: "namecheap.ssl.reissue", usual: usual(StartUpRow.active),
            scenarios: shared(host: StartUpRow.activeHost, used: StartUpRow.replaced)
                + names(
                    wildcard: { scenario in
                        scenario.after { _ in [("CertificateID", StartUpRow.wildcard)] }
                    },
                    several: { scenario in
                        scenario.after { _ in [("CertificateID", StartUpRow.several)] }
                    })),
    ]

    private static func usual(_ id: String) -> [(String, String)] {
        [("CertificateID", id), ("DNSDCValidation", "true")]
    }

    private static let long = String(repeating: "a", count: 33_000)

    /// What both commands refuse, for a single name.
    private static func shared(host: String, used: String) -> [ErrorScenario] {
        let request = [host]
        return [
            .init(2_010_294, [("CertificateID", "")], csr: request),
            .init(2_011_294, [("CertificateID", "x")], csr: request),
            .init(2_013_294, [("CertificateID", "22440010000")], csr: request),
            .init(4_011_294, [("CertificateID", "12")], csr: request),
            .init(4_011_331, [("CertificateID", used)], csr: request),
            .init(2_010_296), .init(2_013_296, [("CSR", long)]), .init(3_011_296, [("CSR", "x")]),
            .init(2_030_296, csr: ["*.\(host)"]),
            .init(2_010_767, [("DNSNames", "b-demo.test")], csr: request),
            .init(2_011_767, csr: ["localhost"]),
            .init(2_013_900, [("DNSDCValidation", "yes")], csr: request),
            .init(2_010_295, [("DNSDCValidation", "")], csr: request),
            .init(
                2_011_295, [("DNSDCValidation", ""), ("ApproverEmail", "root@\(host)")],
                csr: request),
            .init(2_013_295, [("ApproverEmail", String(long.prefix(256)))], csr: request),
            .init(2_011_784, [("HTTPDCValidation", "true")], csr: request),
            ErrorScenario(4_011_296).after { try await $0.submitTwice() },
        ] + forms(request) + lengths(request)
    }

    /// Fields of a wrong form.
    private static func forms(_ request: [String]) -> [ErrorScenario] {
        [
            .init(2_011_214, [("AdminEmailAddress", "nobody")], csr: request),
            .init(2_011_668, [("CompanyIncorporationDate", "1/2/2020")], csr: request),
            .init(2_011_212, [("AdminPhone", "040 1")], csr: request),
            .init(2_011_388, [("OrganizationRepPhone", "none")], csr: request),
            .init(2_011_389, [("OrganizationRepEmailAddress", "a@")], csr: request),
            .init(4_011_297, [("AdminCountry", "1A")], csr: request),
            .init(4_011_380, [("OrganizationDUNS", "12-3")], csr: request),
            ErrorScenario(2_011_213, [("AdminFax", "040 1")], csr: request).with(.lenient),
            ErrorScenario(2_011_215, [("AdminPhoneExt", "x")], csr: request).with(.lenient),
        ]
    }

    /// Fields one character too long.
    private static func lengths(_ request: [String]) -> [ErrorScenario] {
        let current: [(Int, String, Int)] = [
            (2_013_201, "AdminOrganizationName", 255), (2_013_205, "AdminAddress1", 255),
            (2_013_206, "AdminAddress2", 255), (2_013_207, "AdminCity", 255),
            (2_013_208, "AdminStateProvince", 255), (2_013_210, "AdminPostalCode", 255),
            (2_013_211, "AdminCountry", 2), (2_013_212, "AdminPhone", 32),
            (2_013_214, "AdminEmailAddress", 255), (2_013_372, "OrganizationRepFirstName", 60),
            (2_013_373, "OrganizationRepLastName", 60), (2_013_374, "OrganizationRepTitle", 60),
            (2_013_388, "OrganizationRepPhone", 255),
            (2_013_389, "OrganizationRepEmailAddress", 128),
            (2_013_667, "CompanyIncorporationCountry", 2), (2_013_297, "WebServerType", 50),
        ]
        let older: [(Int, String, Int)] = [
            (2_013_202, "AdminJobTitle", 255), (2_013_203, "AdminFirstName", 255),
            (2_013_204, "AdminLastName", 255), (2_013_209, "AdminStateProvinceChoice", 255),
            (2_013_213, "AdminFax", 255), (2_013_215, "AdminPhoneExt", 255),
        ]
        return current.map { number, field, longest in
            .init(number, [(field, String(long.prefix(longest + 1)))], csr: request)
        }
            + older.map { number, field, longest in
                ErrorScenario(number, [(field, String(long.prefix(longest + 1)))], csr: request)
                    .with(.lenient)
            }
    }

    /// What only an order of another type refuses.
    private static func names(
        wildcard: (ErrorScenario) -> ErrorScenario, several: (ErrorScenario) -> ErrorScenario
    ) -> [ErrorScenario] {
        [
            wildcard(.init(2_011_296, csr: ["new-demo.test"])),
            wildcard(
                .init(
                    3_011_295, [("DNSDCValidation", ""), ("HTTPDCValidation", "true")],
                    csr: ["*.new-demo.test"])),
            several(
                .init(
                    2_014_296, [("DNSNames", "b-demo.test,b-demo.test")],
                    csr: ["a-demo.test", "b-demo.test"])),
        ]
    }

    /// What only ssl.activate refuses.
    private static let activation = [
        ErrorScenario(2_010_214, csr: ["new-demo.test"]).with(.demandingMail),
        ErrorScenario(2_011_166, [("CertificateID", StartUpRow.renewal)], csr: ["new-demo.test"]),
        ErrorScenario(2_010_396, csr: ["new-demo.test"]).ofNew("High Assurance SSL"),
        ErrorScenario(2_010_326, [("AdminOrganizationName", "Demo")], csr: ["new-demo.test"])
            .ofNew("EV SSL"),
        ErrorScenario(
            2_010_667,
            [
                ("AdminOrganizationName", "Demo"), ("AdminAddress1", "1"), ("AdminCity", "H"),
                ("AdminStateProvince", "HH"), ("AdminCountry", "DE"), ("AdminPostalCode", "2"),
            ], csr: ["new-demo.test"]
        ).ofNew("EV SSL"),
        ErrorScenario(4_020_294, csr: ["new-demo.test"]).after { namecheap async throws in
            let id = try await namecheap.buy("Standard SSL")
            _ = try await namecheap.control(  // Seen in the number that follows.
                "POST", "deadline", [("id", id), ("date", "2026-11-22")])
            return [("CertificateID", id)]
        },
    ]
}

extension OfflineNamecheap {
    /// Reissues one row, and gives the fields that would submit the same for another.
    fileprivate func submitTwice() async throws -> [(String, String)] {
        let request = try CustomerKey().request(["api-12.harbour-demo.test"])
        let fields = [("CSR", request), ("UniqueValue", "abc123")]
        let first = try await submit(
            "namecheap.ssl.reissue", StartUpRow.other, request, [("UniqueValue", "abc123")])
        return first.attribute("IsSuccess") == "true" ? fields : []
    }
}
