/// The parameters of ssl.activate and ssl.reissue that describe people and organisations.
///
/// The documentation names the numbers 2011212, 2011213 and 2011215 for phone, fax and extension
/// and gives 2013201–2013215 and 2013372–2013389 as ranges. The older parameters in their order
/// (organisation, title, names, address, phone, fax, mail, extension) fill the first range
/// exactly; in the second, phone and mail end with the digits of 2011388 and 2011389, and the
/// representative's names and title are put at its start.
enum ContactFields {
    /// A parameter, its greatest length and the number for a longer one.
    private static let lengths: [(name: String, longest: Int, number: Int)] =
        [
            ("AdminOrganizationName", 255, 2_013_201), ("AdminJobTitle", 255, 2_013_202),
            ("AdminFirstName", 255, 2_013_203), ("AdminLastName", 255, 2_013_204),
            ("AdminAddress1", 255, 2_013_205), ("AdminAddress2", 255, 2_013_206),
            ("AdminCity", 255, 2_013_207), ("AdminStateProvince", 255, 2_013_208),
            ("AdminStateProvinceChoice", 255, 2_013_209), ("AdminPostalCode", 255, 2_013_210),
            ("AdminCountry", 2, 2_013_211), ("AdminPhone", 32, 2_013_212),
            ("AdminFax", 255, 2_013_213), ("AdminEmailAddress", 255, 2_013_214),
            ("AdminPhoneExt", 255, 2_013_215),
        ] + [
            ("OrganizationRepFirstName", 60, 2_013_372), ("OrganizationRepLastName", 60, 2_013_373),
            ("OrganizationRepTitle", 60, 2_013_374), ("OrganizationRepPhone", 255, 2_013_388),
            ("OrganizationRepEmailAddress", 128, 2_013_389),
            ("CompanyIncorporationCountry", 2, 2_013_667), ("WebServerType", 50, 2_013_297),
            ("UniqueValue", 20, 2_013_900), ("OrganizationDepartment", 255, 2_013_900),
            ("OrganizationDUNS", 20, 2_013_900),
            ("CompanyIncorporationStateProvince", 255, 2_013_900),
            ("CompanyIncorporationLocality", 100, 2_013_900),
            ("CompanyIncorporationDate", 100, 2_013_900), ("CompanyDBA", 100, 2_013_900),
            ("CompanyRegistrationNumber", 100, 2_013_900), ("ApproverEmail", 255, 2_013_295),
            ("DNSApproverEmails", 32_767, 2_013_295), ("DNSNames", 32_767, 2_013_900),
        ]

    /// Refuses what is too long or of a wrong form.
    static func check(_ fields: Fields) throws(SandboxError) {
        for (name, longest, number) in lengths where (fields[name] ?? "").count > longest {
            throw .refused(number: number, text: "\(name) is too long")
        }
        for (name, number, isRight) in forms {
            let value = fields[name] ?? ""
            guard value.isEmpty || isRight(value) else {
                throw .refused(number: number, text: "\(name) is not valid")
            }
        }
    }

    /// A parameter, the number for a wrong form, and what form is right.
    private static let forms: [(String, Int, @Sendable (String) -> Bool)] = [
        ("AdminPhone", 2_011_212, isPhone), ("AdminFax", 2_011_213, isPhone),
        ("AdminEmailAddress", 2_011_214, isMail), ("AdminPhoneExt", 2_011_215, isDigits),
        ("OrganizationRepPhone", 2_011_388, isLoosePhone),
        ("OrganizationRepEmailAddress", 2_011_389, isMail),
        ("CompanyIncorporationDate", 2_011_668, { $0.count == 10 && Moment(iso: $0) != nil }),
        ("AdminCountry", 4_011_297, isCountry),
        ("CompanyIncorporationCountry", 4_011_297, isCountry),
        ("OrganizationDUNS", 4_011_380, isDigits),
        (
            "UniqueValue", 2_013_900,
            { $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }
        ),
    ]

    /// As `+49.4012345678`.
    private static func isPhone(_ text: String) -> Bool {
        let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        return text.hasPrefix("+") && parts.count == 2
            && parts.allSatisfy { !$0.isEmpty && isDigits(String($0)) }
    }

    /// The documentation demands no form of the representative's number.
    private static func isLoosePhone(_ text: String) -> Bool {
        text.contains(where: \.isNumber)
            && text.allSatisfy { $0.isASCII && ($0.isNumber || "+-.()/ ".contains($0)) }
    }

    private static func isMail(_ text: String) -> Bool {
        text.split(separator: "@", omittingEmptySubsequences: false).count { !$0.isEmpty } == 2
            && text.count { $0 == "@" } == 1
    }

    private static func isCountry(_ text: String) -> Bool {
        text.count == 2 && text.allSatisfy { $0.isASCII && $0.isLetter }
    }

    private static func isDigits(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
