/// The CertificateID parameter, the same in every command that names a row.
enum CertificateArgument {
    /// The position of the row, with a number of its own for each slip.
    static func position(
        _ fields: Fields, longest: Int = 10, unknown: Int, in world: isolated World
    ) throws(SandboxError) -> Int {
        let text = fields["CertificateID"] ?? ""
        guard !text.isEmpty else {
            throw .refused(number: 2_010_294, text: "CertificateID is missing")
        }
        guard text.count <= longest else {
            throw .refused(number: 2_013_294, text: "CertificateID is too long")
        }
        guard let number = Int(text), number > 0 else {
            throw .refused(number: 2_011_294, text: "CertificateId is not valid")
        }
        return try position(text, unknown: unknown, in: world)
    }

    /// The position of the row, for the commands that document 2011294 alone.
    static func position(_ fields: Fields, in world: isolated World) throws(SandboxError) -> Int {
        try position(fields["CertificateID"] ?? "", unknown: 2_011_294, in: world)
    }

    private static func position(
        _ text: String, unknown: Int, in world: isolated World
    ) throws(SandboxError) -> Int {
        guard let id = Int(text), let position = world.holdings.position(of: id) else {
            throw .refused(number: unknown, text: "CertificateId is not valid")
        }
        return position
    }
}
