/// Who may call, checked in the order of the API.
enum Authentication {
    /// Refuses a call by address, user, key, account and form.
    static func check(_ fields: Fields, in world: isolated World) throws(SandboxError) {
        if world.faults.take(.ip) {
            throw .refused(number: 1_011_150, text: "Invalid request IP: 203.0.113.44")
        }
        guard let user = fields["ApiUser"], !user.isEmpty else {
            throw .refused(number: 1_010_101, text: "Parameter ApiUser is missing")
        }
        guard let key = fields["ApiKey"], !key.isEmpty else {
            throw .refused(number: 1_010_102, text: "Parameter ApiKey is missing")
        }
        guard !world.faults.take(.key), user == world.settings.user, key == world.settings.key
        else {
            throw .refused(
                number: 1_011_102, text: "API Key is invalid or API access has not been enabled")
        }
        guard fields["UserName"] == world.settings.user else {
            throw .refused(number: 1_019_103, text: "Parameter UserName is unknown")
        }
        guard let address = fields["ClientIp"], !address.isEmpty else {
            throw .refused(number: 1_010_105, text: "Parameter ClientIp is missing")
        }
        let parts = address.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts.allSatisfy({ UInt8($0) != nil }) else {
            throw .refused(number: 1_011_105, text: "Parameter ClientIp is not valid")
        }
        guard let command = fields["Command"], !command.isEmpty else {
            throw .refused(number: 1_010_104, text: "Parameter Command is missing")
        }
    }
}
