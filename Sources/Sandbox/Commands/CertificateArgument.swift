/// The CertificateID parameter, the same in every command that names a row.
enum CertificateArgument {
    /// The position of the row; `unknown` is the number for an id that is not in the account.
    static func position(
        _ fields: Fields, unknown: Int = 2_011_294, in world: isolated World
    ) throws(SandboxError) -> Int {
        guard let text = fields["CertificateID"], !text.isEmpty else {
            throw .refused(number: 2_010_294, text: "CertificateID is missing")
        }
        guard text.count <= 10 else {
            throw .refused(number: 2_013_294, text: "CertificateID is too long")
        }
        guard let id = Int(text) else {
            throw .refused(number: 2_011_294, text: "CertificateId is not valid")
        }
        guard let position = world.holdings.position(of: id) else {
            throw .refused(number: unknown, text: "CertificateId is not valid")
        }
        return position
    }
}
