@testable import Sandbox

extension ErrorScenarios {
    /// The other commands of certificates.
    static let certificates = [
        Self(
            command: "namecheap.ssl.getList", scenarios: [.init(2_011_272, [("ListType", "x")])]),
        Self(
            command: "namecheap.ssl.getInfo",
            scenarios: [.init(2_011_294, [("CertificateID", "12")])]),
        Self(
            command: "namecheap.ssl.parseCSR",
            scenarios: [
                .init(2_011_300, [("CertificateType", "x")], csr: ["a-demo.test"]),
                .init(3_022_296, [("CSR", "x")]),
            ]),
        Self(
            command: "namecheap.ssl.getApproverEmailList",
            usual: [("DomainName", "a-demo.test"), ("CertificateType", "Standard SSL")],
            scenarios: [
                .init(2_011_166, [("DomainName", "")]),
                .init(2_011_296, [("DomainName", "*.a-demo.test")]),
                .init(2_011_300, [("CertificateType", "")]),
                .init(2_011_301, [("CertificateType", "rapidssl")]),
            ]),
        Self(
            command: "namecheap.ssl.resendApproverEmail",
            scenarios: [
                .init(2_011_294, [("CertificateID", "12")]),
                .init(2_011_331, [("CertificateID", StartUpRow.active)]),
            ]),
        Self(
            command: "namecheap.ssl.resendfulfillmentemail",
            scenarios: [
                .init(2_011_294, [("CertificateID", "12")]),
                .init(2_011_331, [("CertificateID", StartUpRow.waiting)]),
            ]),
        Self(
            command: "namecheap.ssl.revokecertificate",
            usual: [
                ("CertificateID", StartUpRow.replaced), ("CertificateType", "Standard SSL"),
            ],
            scenarios: [
                .init(2_011_294, [("CertificateID", "12")]),
                .init(
                    4_011_331,
                    [("CertificateID", StartUpRow.active), ("CertificateType", "PositiveSSL")]),
                .init(2_011_300, [("CertificateType", "EV SSL")]),
            ]),
        Self(
            command: "namecheap.ssl.editDCVMethod", usual: [("CertificateID", StartUpRow.waiting)],
            scenarios: editing),
    ]

    private static let editing: [ErrorScenario] = [
        .init(2_010_294, [("CertificateID", "")]), .init(2_011_294, [("CertificateID", "x")]),
        .init(2_013_294, [("DCVMethods", String(repeating: "a", count: 3501))]), .init(2_010_784),
        .init(
            2_011_784, [("DCVMethod", "CNAME_CSR_HASH"), ("DNSNames", StartUpRow.waitingHost)]),
        .init(
            2_011_331, [("CertificateID", StartUpRow.active), ("DCVMethod", "CNAME_CSR_HASH")]),
        .init(3_011_295, [("DCVMethod", "x")]),
        ErrorScenario(3_011_784, [("DCVMethod", "HTTP_CSR_HASH")]).after {
            try await $0.wait(StartUpRow.wildcard, ["*.files-5.harbour-demo.test"])
        },
        ErrorScenario(
            2_010_767,
            [
                ("DNSNames", StartUpRow.severalNames.joined(separator: ",")),
                ("DCVMethods", "CNAME_CSR_HASH"),
            ]
        ).after { try await $0.wait(StartUpRow.several, StartUpRow.severalNames) },
        ErrorScenario(2_011_767, [("DNSNames", "x.test"), ("DCVMethods", "CNAME_CSR_HASH")])
            .after { try await $0.wait(StartUpRow.severalOlder, StartUpRow.severalOlderNames) },
    ]
}

extension OfflineNamecheap {
    /// Reissues a row so that the new one waits, and gives its id.
    fileprivate func wait(_ id: String, _ names: [String]) async throws -> [(String, String)] {
        let further = names.dropFirst().joined(separator: ",")
        let answer = try await submit(
            "namecheap.ssl.reissue", id, CustomerKey().request(names),
            further.isEmpty ? [] : [("DNSNames", further)])
        return [("CertificateID", answer.attribute("ID") ?? "")]
    }
}
