/// The SLD and TLD parameters, which together name a domain of the account.
enum ZoneArguments {
    /// The domain as it was split by the caller; a wrong split names no domain of the account.
    static func name(_ fields: Fields) -> String {
        "\(fields["SLD"] ?? "").\(fields["TLD"] ?? "")".lowercased()
    }

    /// The zone; refused when the account has no such domain.
    static func zone(_ fields: Fields, in world: isolated World) throws(SandboxError) -> Zone {
        guard (fields["SLD"] ?? "").count <= 70, (fields["TLD"] ?? "").count <= 10,
            let zone = world.zones.zone(name(fields), in: world.holdings)
        else {
            throw .refused(
                number: 2_019_166, text: "The domain does not seem to be in your account")
        }
        return zone
    }
}
