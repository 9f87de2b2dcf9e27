/// Who may call, checked in the order that the API's documentation suggests.
enum Authentication {
    /// Whether a call is made with the right key, so that it counts against the key's limits.
    static func knows(_ fields: Fields, in world: isolated World) -> Bool {
        fields["ApiUser"] == world.settings.user && fields["ApiKey"] == world.settings.key
    }

    /// Refuses a call by address, user, key, account and form.
    static func check(_ request: HTTPRequest, in world: isolated World) throws(SandboxError) {
        let fields = request.fields
        try checkAddress(request.peer, in: world)
        guard let user = fields["ApiUser"], !user.isEmpty else {
            throw .refused(number: 1_010_101, text: "Parameter ApiUser is missing")
        }
        guard let key = fields["ApiKey"], !key.isEmpty else {
            throw .refused(number: 1_010_102, text: "Parameter ApiKey is missing")
        }
        guard !world.faults.take(.key), knows(fields, in: world) else {
            throw .refused(
                number: 1_011_102, text: "API Key is invalid or API access has not been enabled")
        }
        try world.trouble.check(at: .user)
        try checkUserName(fields, in: world)
        guard let address = fields["ClientIp"], !address.isEmpty else {
            throw .refused(number: 1_010_105, text: "Parameter ClientIp is missing")
        }
        guard WireSettings.isIPv4(address) else {
            throw .refused(number: 1_011_105, text: "Parameter ClientIp is not valid")
        }
        try world.trouble.check(at: .clientAddress)
        guard let command = fields["Command"], !command.isEmpty else {
            throw .refused(number: 1_010_104, text: "Parameter Command is missing")
        }
    }

    /// What is compared is where the connection comes from, not what ClientIp says.
    private static func checkAddress(
        _ peer: String, in world: isolated World
    ) throws(SandboxError) {
        if world.faults.take(.ip) {
            throw .refused(number: 1_011_150, text: "Invalid request IP: 203.0.113.44")
        }
        guard world.settings.wire.allows(peer) else {
            throw .refused(number: 1_011_150, text: "Invalid request IP: \(peer)")
        }
        try world.trouble.check(at: .address)
    }

    private static func checkUserName(
        _ fields: Fields, in world: isolated World
    ) throws(SandboxError) {
        let name = fields["UserName"] ?? ""
        guard name == world.settings.user else {
            guard name != world.settings.wire.otherUser else {
                throw .refused(
                    number: 1_016_103, text: "ApiUser is not authorized to act for UserName")
            }
            throw .refused(number: 1_019_103, text: "Parameter UserName is unknown")
        }
        try world.trouble.check(at: .userName)
    }
}
