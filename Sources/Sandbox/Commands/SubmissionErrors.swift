/// The error numbers that the documentation lists for ssl.activate and ssl.reissue alike.
enum SubmissionErrors {
    /// Every number that a first certificate and a later one have alike.
    static let shared = certificate + request + approval + contacts + trouble

    private static let certificate = [
        DocumentedError.byItself(2_010_294, "CertificateID missing"),
        .byItself(2_011_294, "CertificateID invalid"),
        .byItself(2_013_294, "CertificateID too long"),
        .byItself(4_011_294, "CertificateID not valid in this account"),
        .byItself(4_011_331, "certificate status does not allow this"),
        .asFault(2_011_300, "certificate selection invalid", "no parameter selects a type"),
        .asFault(2_011_301, "type discontinued", "the account holds no discontinued type"),
    ]

    private static let request =
        [
            DocumentedError.byItself(2_010_296, "CSR missing"),
            .byItself(2_013_296, "CSR too long"), .byItself(3_011_296, "CSR invalid"),
            .byItself(4_011_296, "CSR refused by the CA: same CSR and unique value as before"),
            .asFault(3_022_296, "creation of DCV records failed", "they are made in memory"),
            .byItself(2_011_296, "CSR without `*.` for a wildcard type"),
            .byItself(2_030_296, "CSR with `*.` for a type that is none"),
            .byItself(2_014_296, "a name twice"),
            .byItself(2_010_767, "more names than bought, or lists of different length"),
            .byItself(2_011_767, "a name that no public CA certifies"),
            .byItself(2_013_297, "WebServerType too long"),
            .byItself(2_013_900, "a further field too long, or a flag not boolean"),
        ]

    private static let approval = [
        DocumentedError.byItself(2_010_295, "approver e-mail missing"),
        .byItself(2_011_295, "approver e-mail invalid"),
        .byItself(2_013_295, "approver e-mail too long"),
        .byItself(3_011_295, "method refused by the CA: a file for a wildcard"),
        .byItself(2_011_784, "both the file and the DNS flag"),
    ]

    private static let contacts =
        [
            DocumentedError.byItself(2_011_214, "AdminEmailAddress invalid"),
            .byItself(2_011_668, "incorporation date not YYYY-MM-DD"),
            .byItself(2_013_667, "incorporation country too long"),
            .byItself(2_011_212, "AdminPhone invalid"), .byItself(2_011_213, "AdminFax invalid"),
            .byItself(2_011_215, "AdminPhoneExt invalid"),
            .byItself(2_011_388, "OrganizationRepPhone invalid"),
            .byItself(2_011_389, "OrganizationRepEmailAddress invalid"),
            .byItself(4_011_297, "a country code is not two letters"),
            .byItself(4_011_380, "OrganizationDUNS not an integer"),
            .asFault(4_011_900, "OrganizationDUNS not an integer", "4011380 says the same"),
        ] + (2_013_201...2_013_215).map { .byItself($0, "an administrator's field too long") }
        + [2_013_372, 2_013_373, 2_013_374, 2_013_388, 2_013_389].map {
            .byItself($0, "a representative's field too long")
        }
        + DocumentedError.asFaults(
            Array(2_013_375...2_013_387), "a representative's field too long",
            "the documentation does not say which field")

    private static let trouble =
        [
            DocumentedError.asFault(
                3_027_295, "the CA answered with an unexpected status", "the CA has no other"),
            .asFault(4_080_167, "historic validity limits", "the limits are history"),
        ]
        + DocumentedError.asFaults(
            [4_024_296, 4_024_510, 4_050_900], "database trouble", "the database has none")
        + DocumentedError.asFaults(
            [
                2_019_331, 4_024_295, 4_024_331, 3_028_301, 2_015_182, 2_030_332, 2_010_297,
                4_024_294, 4_027_295, 2_011_510, 2_011_333, 3_011_166, 2_011_297,
            ], "not described", "older list only")
}
