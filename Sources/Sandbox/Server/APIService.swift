/// Answers the API's only path: who asks, what is asked, what goes wrong on purpose.
enum APIService {
    /// Answers one request and writes it to the journal.
    static func answer(_ request: HTTPRequest, in world: isolated World) async -> HTTPAnswer {
        guard request.path == "/xml.response" else { return .plain(404, "there is no such path") }
        guard ["GET", "POST"].contains(request.method) else {
            return .plain(405, "GET and POST are answered")
        }
        let fields = request.fields
        let (answer, outcome) = await answer(fields, in: world)
        world.journal.keep(
            Journal.Entry(
                at: world.clock.now.iso, command: fields["Command"] ?? "",
                parameters: Journal.redacted(fields), outcome: outcome, status: answer.status))
        return answer
    }

    private static func answer(
        _ fields: Fields, in world: isolated World
    ) async -> (HTTPAnswer, String) {
        if world.faults.take(.rate405) { return (page(405, "Not Allowed"), "rate405") }
        if world.faults.take(.html200) { return (page(200, "Just a moment"), "html200") }
        do throws(SandboxError) {
            try Authentication.check(fields, in: world)
        } catch {
            return refusal(error, Envelope(backEnd: .general, server: "SANDBOXAPI01"))
        }
        let typed = fields["Command"] ?? ""
        guard let command = Commands.named(typed) else {
            return refusal(
                .refused(number: 4, text: "Command is not valid"),
                Envelope(backEnd: .general, server: "SANDBOXAPI01"))
        }
        if world.settings.strict, let complaint = Strictness.complaint(fields, command) {
            return (.plain(400, complaint), "strict: \(complaint)")
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
            if world.faults.take(.null5050900) {
                throw SandboxError.refused(
                    number: 5_050_900,
                    text: "Object reference not set to an instance of an object.")
            }
            envelope.results = try await world.perform(command, fields)
        } catch {
            envelope.results = command.stub(fields)
            return refusal(error, envelope)
        }
        var answer = HTTPAnswer(body: envelope.document)
        if command.isUnrepeatable, losesReply(in: world) {
            answer.delivery = .cut
            return (answer, "performed, connection cut")
        }
        if world.faults.take(.dribble) { answer.delivery = .dribble }
        guard world.faults.take(.truncated) else { return (answer, "OK") }
        answer.body = String(answer.body.prefix(answer.body.count / 2))
        return (answer, "truncated")
    }

    /// Counts an unrepeatable call that was performed; true when its answer gets lost.
    private static func losesReply(in world: isolated World) -> Bool {
        world.unrepeatableCalls += 1
        return world.unrepeatableCalls == world.settings.lostReply || world.faults.take(.lostReply)
    }

    /// Any error but a refusal is one the API has no number for.
    private static func refusal(
        _ error: SandboxError, _ envelope: Envelope
    ) -> (HTTPAnswer, String) {
        var envelope = envelope
        guard case .refused(let number, let text) = error else {
            envelope.errors = [(5_050_900, error.happened)]
            return (HTTPAnswer(body: envelope.document), error.happened)
        }
        envelope.errors = [(number, text)]
        return (HTTPAnswer(body: envelope.document), "refused \(number)")
    }

    private static func page(_ status: Int, _ title: String) -> HTTPAnswer {
        HTTPAnswer(
            status: status, contentType: "text/html",
            body: "<html><head><title>\(title)</title></head><body>\(title)</body></html>\n")
    }
}
