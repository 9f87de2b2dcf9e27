/// Answers the API's only path: who asks, what is asked, what goes wrong on purpose.
enum APIService {
    /// Answers one request and writes it to the journal.
    static func answer(_ request: HTTPRequest, in world: isolated World) async -> HTTPAnswer {
        if let refusal = refusal(of: request) {
            keep(request, refusal, "not understood", in: world)
            return refusal
        }
        return await Faults.$command.withValue((request.fields["Command"] ?? "").lowercased()) {
            await kept(request, in: world)
        }
    }

    /// Answers, disturbs the answer, and writes both to the journal.
    private static func kept(
        _ request: HTTPRequest, in world: isolated World
    ) async -> HTTPAnswer {
        var (answer, outcome) = (request.refusal ?? .plain(400, ""), "not understood")
        if request.refusal == nil { (answer, outcome) = await Self.answer(to: request, in: world) }
        Disturbance.deliver(&answer, &outcome, in: world)
        keep(request, answer, outcome, in: world)
        return answer
    }

    /// What is answered to a request that is none of the API's; nil for all others.
    private static func refusal(of request: HTTPRequest) -> HTTPAnswer? {
        guard request.path == "/xml.response" else { return .plain(404, "there is no such path") }
        return ["GET", "POST"].contains(request.method)
            ? nil : .plain(405, "GET and POST are answered")
    }

    private static func keep(
        _ request: HTTPRequest, _ answer: HTTPAnswer, _ outcome: String, in world: isolated World
    ) {
        world.journal.keep(
            Journal.Entry(
                at: world.clock.now.iso, command: request.fields["Command"] ?? "",
                parameters: Journal.redacted(request.fields, key: world.settings.key),
                outcome: outcome, status: answer.status))
    }

    private static func answer(
        to request: HTTPRequest, in world: isolated World
    ) async -> (HTTPAnswer, String) {
        let fields = request.fields
        if let disturbed = Disturbance.refusal(fields, in: world) { return disturbed }
        let nobody = Envelope(backEnd: .general, server: "SANDBOXAPI01")
        do throws(SandboxError) {
            try Authentication.check(request, in: world)
        } catch {
            return refusal(error, nobody, in: world)
        }
        let typed = fields["Command"] ?? ""
        guard let command = Commands.named(typed) else {
            return refusal(.refused(number: 4, text: "Command is not valid"), nobody, in: world)
        }
        if world.settings.strict, let complaint = Strictness.complaint(fields, command) {
            return (.plain(400, complaint), complaint)
        }
        return await perform(command, fields, typed: typed, in: world)
    }

    private static func perform(
        _ command: any Command, _ fields: Fields, typed: String, in world: isolated World
    ) async -> (HTTPAnswer, String) {
        var envelope = Envelope(
            backEnd: command.backEnd, typed: typed, canonical: command.name,
            server: command.backEnd == .general
                ? "SANDBOXAPI01" : world.dice.hexadecimal(digits: 12))
        do throws(SandboxError) {
            if let rule = world.faults.rule(taking: .error), let number = rule.number {
                throw SandboxError.refused(number: number, text: rule.text ?? "Error \(number)")
            }
            if world.faults.take(.null5050900) {
                throw SandboxError.refused(
                    number: 5_050_900,
                    text: "Object reference not set to an instance of an object.")
            }
            envelope.results = try await world.perform(command, fields)
        } catch {
            envelope.results = command.stub(fields)
            return refusal(error, envelope, in: world)
        }
        Disturbance.shape(&envelope, in: world)
        var answer = HTTPAnswer(body: envelope.document)
        guard command.isUnrepeatable, losesReply(in: world) else { return (answer, "OK") }
        answer.delivery = .cut
        return (answer, "performed, connection cut")
    }

    /// Counts an unrepeatable call that was performed; true when its answer gets lost.
    private static func losesReply(in world: isolated World) -> Bool {
        world.unrepeatableCalls += 1
        return world.unrepeatableCalls == world.settings.lostReply || world.faults.take(.lostReply)
    }

    /// Any error but a refusal is one the API has no number for.
    private static func refusal(
        _ error: SandboxError, _ envelope: Envelope, in world: isolated World
    ) -> (HTTPAnswer, String) {
        var envelope = envelope
        var outcome = error.happened
        if case .refused(let number, let text) = error {
            envelope.errors = [(number, text)]
            outcome = "refused \(number)"
        } else {
            envelope.errors = [(5_050_900, error.happened)]
        }
        Disturbance.shape(&envelope, in: world)
        return (HTTPAnswer(body: envelope.document), outcome)
    }
}
