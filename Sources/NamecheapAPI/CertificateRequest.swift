import XML

/// What activate and reissue are asked with; both take the same (namecheap-api.md, section 6.5).
package struct CertificateRequest: Sendable {
    /// The row to activate, or the active row to reissue.
    package var certificateID: Int
    /// The request in PEM.
    package var csr: String
    /// How control of the common name is proved.
    package var choice: DCVChoice
    /// Further names of a certificate for several names, each with its choice.
    package var furtherNames: [NamedChoice] = []
    /// Where the CA mails the issued files, only where a setting asks for it.
    package var adminEmail: String?
    /// The last part of the DCV token; the CA makes one where it is nil.
    package var uniqueValue: String?
    /// Decides only the file format of the CA's mail.
    package var webServerType = "other"
    /// Particulars of OV and EV, by the documented names of `CertificateRequest.particulars`.
    package var particulars: [NamecheapParameter] = []

    /// A request for one name; further properties are set afterwards.
    package init(certificateID: Int, csr: String, choice: DCVChoice) {
        self.certificateID = certificateID
        self.csr = csr
        self.choice = choice
    }

    /// The documented particulars of OV and EV with their greatest length.
    package static let particulars: [String: Int] = [
        "AdminOrganizationName": 255, "OrganizationDepartment": 255, "AdminCountry": 2,
        "AdminStateProvince": 255, "AdminCity": 255, "AdminAddress1": 255, "AdminAddress2": 255,
        "AdminPostalCode": 255, "AdminPhone": 32, "OrganizationDUNS": 20,
        "CompanyIncorporationCountry": 2, "CompanyIncorporationStateProvince": 255,
        "CompanyIncorporationLocality": 100, "CompanyIncorporationDate": 100, "CompanyDBA": 100,
        "CompanyRegistrationNumber": 100, "OrganizationRepFirstName": 60,
        "OrganizationRepLastName": 60, "OrganizationRepTitle": 60, "OrganizationRepPhone": 255,
        "OrganizationRepEmailAddress": 128,
    ]

    /// Everything wrong with it.
    var problems: [String] {
        var check = ArgumentCheck()
        check.certificateID(certificateID)
        check.text("CSR", csr, 1...32_767)
        check.require(csr.contains("-----BEGIN ") && csr.contains(" REQUEST-----"), "CSR is no PEM")
        check.address("AdminEmailAddress", adminEmail)
        check.text("WebServerType", webServerType, 1...50)
        check.text("UniqueValue", uniqueValue, 1...20)
        check.require(
            uniqueValue?.utf8.allSatisfy(\.isLetterOrDigit) ?? true,
            "UniqueValue has more than letters and digits")
        checkChoices(&check)
        for particular in particulars {
            let limit = CertificateRequest.particulars[particular.name]
            check.require(limit != nil, "\(particular.name) is not a documented parameter")
            check.text(particular.name, particular.value, 1...(limit ?? Int.max))
        }
        return check.problems
    }

    private func checkChoices(_ check: inout ArgumentCheck) {
        check.address("ApproverEmail", choice.address)
        check.hosts("DNSNames", furtherNames.map(\.name))
        for further in furtherNames {
            check.address("DNSApproverEmails", further.choice.address)
            check.require(
                further.choice != .file || !further.name.hasPrefix("*."),
                "DNSNames has a wildcard that a file cannot prove")
        }
        check.text("DNSNames", joined(\.name), 0...32_767)
        check.text("DNSApproverEmails", joined(\.choice.hashWord), 0...32_767)
    }

    /// What is sent.
    var parameters: [NamecheapParameter] {
        var parameters = [
            NamecheapParameter("CertificateID", certificateID), NamecheapParameter("CSR", csr),
        ]
        if let adminEmail {
            parameters.append(NamecheapParameter("AdminEmailAddress", adminEmail))
        }
        parameters.append(NamecheapParameter("WebServerType", webServerType))
        if let uniqueValue { parameters.append(NamecheapParameter("UniqueValue", uniqueValue)) }
        return parameters + choiceParameters + particulars
    }

    /// One flag where a method holds for all names, else a word for each.
    private var choiceParameters: [NamecheapParameter] {
        let names = joined(\.name).nonEmpty.map { [NamecheapParameter("DNSNames", $0)] } ?? []
        let isOne = furtherNames.allSatisfy { $0.choice == choice }
        if isOne, choice == .file {
            return [NamecheapParameter("HTTPDCValidation", "true")] + names
        }
        if isOne, choice == .cname {
            return [NamecheapParameter("DNSDCValidation", "true")] + names
        }
        let approver = NamecheapParameter("ApproverEmail", choice.hashWord)
        guard !names.isEmpty else { return [approver] }
        let words = NamecheapParameter("DNSApproverEmails", joined(\.choice.hashWord))
        return [approver] + names + [words]
    }

    private func joined(_ value: (NamedChoice) -> String) -> String {
        furtherNames.map(value).joined(separator: ",")
    }
}

/// What activate and reissue answer.
package struct CertificateSubmission: Sendable, Equatable {
    /// The row to follow from now on: of a reissue the new one, of an activation the same.
    package let certificateID: Int
    /// What to publish; empty where mail proves control or nothing has to be proved again.
    package let tokens: [DCVToken]

    /// Reads a result by either name: the documentation shows activate's for reissue, too.
    init(_ body: [UInt8], command: String) throws(NamecheapError) {
        let result = try Envelope(body, command: command)
            .confirmed("SSLReissueResult", "SSLActivateResult")
        guard let id = result["ID"].flatMap({ Int($0) }), id > 0 else {
            throw .unexpected(command: command, .missing("ID"))
        }
        certificateID = id
        tokens = DCVToken.all(in: result)
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        (48...57).contains(self) || (65...90).contains(self) || (97...122).contains(self)
    }
}
