import Wording

extension ControlAction {
    /// Letting the CA look, seeing what it waits for, and agreeing in somebody's place.
    static let lookActions = [
        Self(method: "POST", path: "look") { request, world async throws(SandboxError) in
            let ids = try waiting(request.fields, in: world)
            await world.look(at: ids)
            return try json(["rows": ids.compactMap { LookView($0, in: world) }])
        },
        Self(method: "GET", path: "pending") { _, world throws(SandboxError) in
            try json(["rows": world.pending.sorted().compactMap { PendingView($0, in: world) }])
        },
        Self(method: "POST", path: "approve") { request, world async throws(SandboxError) in
            let position = try row(request.fields, in: world)
            let id = world.holdings.rows[position].id
            guard world.holdings.rows[position].status == .purchased,
                world.submissions[id] != nil
            else { throw .control(reason: "the row waits for nobody") }
            world.submissions[id]?.isApproved = true
            await world.look(at: [id])
            return try json(["status": world.holdings.rows[position].status.rawValue])
        },
        Self(method: "POST", path: "approve-organisation") {
            request, world async throws(SandboxError) in
            let position = try row(request.fields, in: world)
            let row = world.holdings.rows[position]
            guard row.status == .purchased,
                let name = world.holdings.orders[row.order].organisation
            else { throw .control(reason: "the row waits for no check of an organisation") }
            world.looks.organisations[name.lowercased()] = world.clock.now
            await world.look(at: [row.id])
            return try json(["status": world.holdings.rows[position].status.rawValue])
        },
    ]

    /// The row of the field `id`, or every row that waits.
    private static func waiting(
        _ fields: Fields, in world: isolated World
    ) throws(SandboxError) -> [Int] {
        guard fields["id"] != nil else { return world.looks.ordered(world.pending) }
        let position = try row(fields, in: world)
        return [world.holdings.rows[position].id]
    }
}

/// What came of the CA's look at one row.
struct LookView: Encodable {
    let id: Int
    let host: String
    let status: String
    /// Why no certificate was issued.
    let reason: String?

    init?(_ id: Int, in world: isolated World) {
        guard let position = world.holdings.position(of: id) else { return nil }
        let row = world.holdings.rows[position]
        self.id = id
        host = row.host.printable()
        status = row.status.rawValue
        reason = world.looks.entries[id]?.reason
    }
}

/// A row that waits for the CA: what is to be published, and what the last look missed.
struct PendingView: Encodable {
    /// How control of one name is shown.
    struct NameView: Encodable {
        let name: String
        let method: String
        /// The owner of the CNAME record, the URL of the file, or the mailbox.
        let place: String
        /// The target of the record or the content of the file.
        let token: String?
        /// Whether control is known from an earlier look.
        let isShown: Bool
    }

    let id: Int
    let host: String
    let product: String
    let names: [NameView]
    /// When the CA looked last.
    let lookedAt: String?
    let reason: String?

    init?(_ id: Int, in world: isolated World) {
        guard let position = world.holdings.position(of: id), let submission = world.submissions[id]
        else { return nil }
        let row = world.holdings.rows[position]
        let order = world.holdings.orders[row.order]
        let token = world.token(of: submission, order: order)
        let open = Set(world.unshown(submission).map(\.name))
        self.id = id
        host = row.host.printable()
        product = order.product.name
        names = submission.methods.map { name, method in
            Self.name(name, method, token, isShown: !open.contains(name))
        }
        lookedAt = world.looks.entries[id]?.at.iso
        reason = world.looks.entries[id]?.reason
    }

    private static func name(
        _ name: String, _ method: ValidationMethod, _ token: Token, isShown: Bool
    ) -> NameView {
        let (word, place, value): (String, String, String?) =
            switch method {
            case .cname: ("CNAME", token.owner(for: name), token.target)
            case .file:
                (
                    "file", "http://\(name)/.well-known/pki-validation/\(token.fileName)",
                    token.fileContent
                )
            case .mail(let address): ("mail", address, nil)
            }
        return NameView(
            name: name.printable(), method: word, place: place.printable(),
            token: value, isShown: isShown)
    }
}
