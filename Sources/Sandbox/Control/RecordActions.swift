import DNS

extension ControlAction {
    /// Publishing and withdrawing what the CA looks for.
    static let recordActions = [
        Self(method: "POST", path: "records") { request, world throws(SandboxError) in
            let record = try PublishedRecord(request.fields)
            switch record.kind {
            case .authorization(let property):
                world.records.publish(authorization: property, name: record.name)
            case .alias: world.records.publish(alias: record.name, target: record.value)
            case .file:
                world.records.publish(
                    file: record.path, host: record.name, content: record.value)
            }
            return try json(["published": true])
        },
        Self(method: "DELETE", path: "records") { request, world throws(SandboxError) in
            let record = try PublishedRecord(request.fields)
            let found =
                switch record.kind {
                case .authorization(let property):
                    world.records.withdraw(authorization: property, name: record.name)
                case .alias: world.records.withdraw(alias: record.name, target: record.value)
                case .file: world.records.withdraw(file: record.path, host: record.name)
                }
            return try json(["withdrawn": found])
        },
        Self(method: "POST", path: "validated") { request, world throws(SandboxError) in
            guard let name = request.fields["name"], !name.isEmpty else {
                throw .control(reason: "name is missing")
            }
            world.validations[Token.base(of: name.lowercased())] = world.clock.now
            return try json(["validated": world.clock.now.iso])
        },
    ]
}

/// A record as the control's fields describe it.
private struct PublishedRecord {
    enum Kind {
        case authorization(Record.Authorization)
        case alias
        case file

        var needsNoPath: Bool {
            if case .file = self { false } else { true }
        }
    }

    let kind: Kind
    let name: String
    let path: String
    let value: String

    init(_ fields: Fields) throws(SandboxError) {
        guard let name = fields["name"], !name.isEmpty else {
            throw .control(reason: "name is missing")
        }
        self.name = name
        value = fields["value"] ?? ""
        path = fields["path"] ?? ""
        switch (fields["type"] ?? "CNAME").uppercased() {
        case "CNAME": kind = .alias
        case "FILE": kind = .file
        case "CAA": kind = .authorization(try Record.Authorization(zoneText: value))
        default: throw .control(reason: "type is CNAME, FILE or CAA")
        }
        guard !path.isEmpty || kind.needsNoPath else { throw .control(reason: "path is missing") }
    }
}
