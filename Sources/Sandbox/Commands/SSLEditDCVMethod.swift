/// namecheap.ssl.editDCVMethod: another way to show control, and new tokens.
struct SSLEditDCVMethod: Command {
    let name = "namecheap.ssl.editDCVMethod"
    let parameters = ["CertificateID", "DCVMethod", "DNSNames", "DCVMethods"]
    let errors = [
        DocumentedError.byItself(2_010_294, "CertificateID missing"),
        .byItself(2_011_294, "CertificateID invalid or unknown"),
        .byItself(2_013_294, "CertificateID, DNSNames, DCVMethod or DCVMethods too long"),
        .byItself(2_010_784, "parameters insufficient for one name or for several"),
        .byItself(2_011_784, "DCVMethod together with DNSNames or DCVMethods"),
        .byItself(2_010_767, "lists of different length"),
        .byItself(2_011_767, "names differ from those activated"),
        .byItself(2_011_331, "status not purchased"),
        .asFault(4_011_331, "DCV records could not be stored", "they are kept in memory"),
        .byItself(3_011_295, "method invalid"),
        .byItself(3_011_784, "method not valid for a name: a file for a wildcard"),
        .asFault(2_011_301, "type discontinued", "the account holds no discontinued type"),
    ]

    /// The greatest lengths of the parameters beside the id.
    private static let lengths = [("DCVMethod", 255), ("DNSNames", 3500), ("DCVMethods", 3500)]

    func stub(_ fields: Fields) -> [Element] {
        [
            Element(
                "SSLEditDCVMethodResult", [("ID", "0"), ("IsSuccess", "false")],
                [Element("Domains")])
        ]
    }

    /// Setting the methods in force again makes the CA look again (support/api, editDCVMethod).
    func nudged(_ fields: Fields, in world: isolated World) -> Int? {
        guard let id = fields["CertificateID"].flatMap({ Int($0) }),
            let position = world.holdings.position(of: id), let submission = world.submissions[id],
            let changes = try? changes(
                fields, row: world.holdings.rows[position],
                isMultiple: world.holdings.orders[world.holdings.rows[position].order].product
                    .coverage == .multiple)
        else { return nil }
        let isSame = submission.methods.allSatisfy { name, method in
            changes[name].map { $0 == method } ?? true
        }
        return isSame ? id : nil
    }

    func perform(_ fields: Fields, in world: isolated World) throws(SandboxError) -> [Element] {
        let position = try CertificateArgument.position(fields, unknown: 2_011_294, in: world)
        for (name, longest) in Self.lengths where (fields[name] ?? "").count > longest {
            throw .refused(number: 2_013_294, text: "\(name) is too long")
        }
        let row = world.holdings.rows[position]
        let order = world.holdings.orders[row.order]
        guard row.status == .purchased, var submission = world.submissions[row.id] else {
            throw .refused(number: 2_011_331, text: "Certificate status is not valid")
        }
        let isMultiple = order.product.coverage == .multiple
        let changes = try self.changes(fields, row: row, isMultiple: isMultiple)
        submission.methods = submission.methods.map { ($0.name, changes[$0.name] ?? $0.method) }
        submission.unique = world.makeUnique()
        submission.isApproved = false
        submission.approver = fields["DCVMethod"].flatMap { $0.contains("@") ? $0 : nil } ?? ""
        world.keep(submission, position)
        let token = world.token(of: submission, order: order)
        let domains = submission.methods.filter { isMultiple && changes[$0.name] != nil }.map {
            Element(
                "Domains",
                [("Name", $0.name), ("IsSuccess", "true"), ("DCVMethodSet", word($0.method))])
        }
        return [
            Element(
                "SSLEditDCVMethodResult", [("ID", String(row.id)), ("IsSuccess", "true")],
                TokenElements.flat(submission, token)
                    + (domains.isEmpty ? [Element("Domains")] : domains))
        ]
    }

    private func changes(
        _ fields: Fields, row: Row, isMultiple: Bool
    ) throws(SandboxError) -> [String: ValidationMethod] {
        let single = fields["DCVMethod"] ?? ""
        let names = CertificateNames.items(fields["DNSNames"])
        let methods = CertificateNames.items(fields["DCVMethods"])
        guard single.isEmpty || names.isEmpty && methods.isEmpty else {
            throw .refused(number: 2_011_784, text: "DCVMethod excludes DNSNames and DCVMethods")
        }
        guard isMultiple ? !names.isEmpty && !methods.isEmpty : !single.isEmpty else {
            throw .refused(number: 2_010_784, text: "Parameters are not sufficient")
        }
        let pairs = isMultiple ? Array(zip(names, methods)) : row.names.map { ($0, single) }
        guard !isMultiple || names.count == methods.count else {
            throw .refused(number: 2_010_767, text: "DNSNames and DCVMethods differ in length")
        }
        var changes: [String: ValidationMethod] = [:]
        for (name, text) in pairs {
            guard row.names.contains(name) else {
                throw .refused(number: 2_011_767, text: "DNSNames differ from those activated")
            }
            changes[name] = try method(text, name: name)
        }
        return changes
    }

    /// The method, with this command's own numbers for what does not fit.
    private func method(_ text: String, name: String) throws(SandboxError) -> ValidationMethod {
        do {
            return try ValidationChoice.method(text, name: name)
        } catch {
            let isFile = text.uppercased() == "HTTP_CSR_HASH"
            throw .refused(
                number: isFile ? 3_011_784 : 3_011_295, text: "DCV method is not valid for \(name)")
        }
    }

    private func word(_ method: ValidationMethod) -> String {
        switch method {
        case .file: "HTTP_CSR_HASH"
        case .cname: "CNAME_CSR_HASH"
        case .mail(let address): address
        }
    }
}
