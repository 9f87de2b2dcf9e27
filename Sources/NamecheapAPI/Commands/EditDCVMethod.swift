import XML

/// Sets how control is proved for a row in state purchased and returns what to publish.
///
/// The token is a new one every time, so what was published before counts no longer
/// (namecheap-api.md, section 6.13).
package struct EditDCVMethod: NamecheapCommand {
    /// The name `namecheap.ssl.editDCVMethod`.
    package static let name = "namecheap.ssl.editDCVMethod"
    /// The last answer counts; an earlier one that was lost does no harm.
    package static let isRepeatable = true

    /// What to set.
    package enum Methods: Sendable, Equatable {
        /// For a certificate with one name or a wildcard.
        case single(DCVChoice)
        /// For a certificate with several names: those to change.
        case perName([NamedChoice])
    }

    /// The row in state purchased.
    package var certificateID: Int
    /// What to set.
    package var methods: Methods

    /// A change, or with the methods in force a request for fresh tokens.
    package init(certificateID: Int, methods: Methods) {
        self.certificateID = certificateID
        self.methods = methods
    }

    /// Everything wrong with id, names and methods.
    package var problems: [String] {
        var check = ArgumentCheck()
        check.certificateID(certificateID)
        switch methods {
        case .single(let choice): check.address("DCVMethod", choice.address)
        case .perName(let names):
            check.require(!names.isEmpty, "DNSNames is empty")
            check.hosts("DNSNames", names.map(\.name))
            for name in names {
                check.address("DCVMethods", name.choice.address)
                check.require(
                    name.choice != .file || !name.name.hasPrefix("*."),
                    "DNSNames has a wildcard that a file cannot prove")
            }
            for parameter in parameters.dropFirst() {
                check.text(parameter.name, parameter.value, 1...3_500)
            }
        }
        return check.problems
    }

    /// The id with DCVMethod, or with DNSNames and DCVMethods.
    package var parameters: [NamecheapParameter] {
        let id = NamecheapParameter("CertificateID", certificateID)
        switch methods {
        case .single(let choice): return [id, NamecheapParameter("DCVMethod", choice.methodWord)]
        case .perName(let names):
            let hosts = names.map(\.name).joined(separator: ",")
            let words = names.map(\.choice.methodWord).joined(separator: ",")
            return [
                id, NamecheapParameter("DNSNames", hosts), NamecheapParameter("DCVMethods", words),
            ]
        }
    }

    /// What the CA set.
    package struct Answer: Sendable, Equatable {
        /// The row asked about.
        package let certificateID: Int
        /// At most one token per kind: for further names its domain part is replaced.
        package let tokens: [DCVToken]
        /// Per name, whether it was set; empty for a certificate with one name.
        package let names: [NameResult]
    }

    /// Whether the method of one name was set.
    package struct NameResult: Sendable, Equatable {
        /// The host name.
        package let name: String
        /// Whether it was set.
        package let isSuccess: Bool
    }

    /// Reads tokens and names.
    package func read(_ body: [UInt8]) throws(NamecheapError) -> Answer {
        let command = EditDCVMethod.name
        let result = try Envelope(body, command: command).confirmed("SSLEditDCVMethodResult")
        guard let id = result["ID"].flatMap({ Int($0) }), id > 0 else {
            throw .unexpected(command: command, .missing("ID"))
        }
        let names = result.all("Domains").flatMap { $0.all("Domains") }
        return Answer(
            certificateID: id, tokens: DCVToken.all(in: result),
            names: names.map {
                NameResult(
                    name: $0["Name"] ?? "",
                    isSuccess: $0["IsSuccess"].flatMap { Bool(answer: $0) } ?? false)
            })
    }
}
