/// What faults and limits do to a call that the account itself has nothing against.
enum Disturbance {
    /// What is answered in place of looking at the call at all; nil when nothing is.
    static func refusal(
        _ fields: Fields, in world: isolated World
    ) -> (answer: HTTPAnswer, outcome: String)? {
        if world.faults.take(.cut) {
            return (HTTPAnswer(body: "", delivery: .cut), "not performed, connection cut")
        }
        if world.faults.take(.reset) {
            return (HTTPAnswer(body: "", delivery: .reset), "not performed, connection reset")
        }
        if world.faults.take(.rate405) { return (limited(.methodNotAllowed), "rate405") }
        if world.faults.take(.rate500000) { return (limited(.error500000), "rate500000") }
        if world.faults.take(.rate429) { return (limited(.tooManyRequests), "rate429") }
        if world.faults.take(.gateway503) {
            return (.page(503, "Service Unavailable"), "gateway503")
        }
        if world.faults.take(.html200) { return (limited(.html), "html200") }
        // A key nobody knows has no limits: they are the key's.
        guard Authentication.knows(fields, in: world),
            !world.limits.admit(at: world.clock.now)
        else { return nil }
        return (limited(world.settings.wire.limitShape), "limited")
    }

    /// Changes how an answer that is made reaches the client.
    static func deliver(
        _ answer: inout HTTPAnswer, _ outcome: inout String, in world: isolated World
    ) {
        answer.delay += world.settings.wire.latency
        if let rule = world.faults.rule(taking: .delay) {
            answer.delay += rule.milliseconds ?? 1000
        }
        guard answer.delivery == .whole else { return }
        if let rule = world.faults.rule(taking: .dribble) {
            answer.delivery = .dribble(milliseconds: rule.milliseconds ?? 1000)
        } else if world.faults.take(.wrongLength) {
            answer.delivery = .wrongLength
            outcome += ", fewer bytes than promised"
        }
        guard world.faults.take(.truncated) else { return }
        let octets = answer.body.utf8
        answer.body = String(decoding: octets.prefix(octets.count / 2), as: UTF8.self)
        outcome += ", truncated"
    }

    /// Changes the envelope of an answer.
    static func shape(_ envelope: inout Envelope, in world: isolated World) {
        if world.faults.take(.noNamespace) { envelope.oddities.insert(.noNamespace) }
        if world.faults.take(.attributeOrder) { envelope.oddities.insert(.attributeOrder) }
        if envelope.backEnd == .certificates, world.faults.take(.crlf) {
            envelope.oddities.insert(.crlf)
        }
        // Some clients report the first error and some the last: the true one is the last.
        if let error = envelope.errors.first, world.faults.take(.multiErrors) {
            let general =
                error.number == 5_050_900
                ? (3_050_900, "Unknown error from the provider")
                : (5_050_900, "Unhandled exception")
            envelope.errors.insert(general, at: 0)
        }
    }

    private static func limited(_ shape: LimitShape) -> HTTPAnswer {
        switch shape {
        case .methodNotAllowed: .page(405, "Not Allowed")
        case .html: .page(200, "Just a moment")
        case .tooManyRequests: .page(429, "Too Many Requests")
        case .error500000:
            HTTPAnswer(
                body: Envelope(
                    backEnd: .general, server: "SANDBOXAPI01",
                    errors: [(500_000, "Too many requests")]
                ).document)
        }
    }
}
