import Wording

/// A sandbox that answers: where, and how to end it.
package struct RunningSandbox: Sendable {
    /// The URL of the API.
    package let apiURL: String
    /// The URL below which the control answers.
    package let controlURL: String
    private let servers: [HTTPServer]
    /// Held for its lock, which keeps other sandboxes out.
    private let folder: StateFolder

    /// Makes the CA and the account, writes the state folder and starts to answer.
    package static func start(_ settings: SandboxSettings) async throws(SandboxError) -> Self {
        try settings.check()
        let folder = try StateFolder(path: settings.folder)
        var dice = Dice(seed: settings.seed)
        let authority = try Authority.open(folder: folder, dice: &dice)
        let world = try await openWorld(settings, folder: folder, authority: authority)
        let identities = try settings.tlsIdentities(authority, dice: &dice)
        var greeter: HTTPServer.Greeter?
        if let identities { greeter = { await world.greeting(identities) } }
        let api = try await HTTPServer.start(settings.listen, greeter: greeter) { request in
            await world.answerAPI(request)
        }
        let control = try await HTTPServer.start(settings.control) { request in
            await world.answerControl(request)
        }
        let running = Self(
            apiURL: (identities == nil ? "http" : "https")
                + "://\(settings.listen.with(port: api.port).text)/xml.response",
            controlURL: "http://\(settings.control.with(port: control.port).text)/control",
            servers: [api, control], folder: folder)
        await world.open(at: running.apiURL)
        try folder.write(running.apiURL + "\n", to: "api.url")
        try folder.write(running.controlURL + "\n", to: "control.url")
        return running
    }

    /// The world that the folder holds, or a new one with the account that was asked for.
    private static func openWorld(
        _ settings: SandboxSettings, folder: StateFolder, authority: Authority
    ) async throws(SandboxError) -> World {
        let state = try StateFile(folder: folder)
        if let kept = try state.load() {
            let world = try World(
                settings: settings, authority: authority, state: state, kept: kept)
            try await world.save()
            return world
        }
        var clock = Clock(mode: .real, realTime: settings.realTime)
        if let order = settings.clock { clock.obey(order) }
        let account = try StartUpAccount.make(
            subscriptions: settings.certificates, now: clock.now, margin: settings.validityMargin,
            authority: authority)
        try folder.write(account.table, to: "subscriptions.csv")
        let world = World(
            settings: settings, authority: authority, state: state, account: account)
        try await world.save()
        return world
    }

    /// Ends both servers and every connection.
    package func stop() async {
        for server in servers { await server.stop() }
    }
}

extension SandboxSettings {
    /// The certificates of the API; nil without TLS.
    fileprivate func tlsIdentities(
        _ authority: Authority, dice: inout Dice
    ) throws(SandboxError) -> TLSIdentities? {
        guard wire.usesTLS else { return nil }
        let names = ["localhost", "127.0.0.1", "::1", listen.host] + wire.tlsNames
        return try TLSIdentities(
            authority,
            names: names.enumerated().filter { index, name in
                !names[..<index].contains(name)
            }.map(\.element), now: realTime(), dice: &dice)
    }
}

extension World {
    fileprivate func greeting(_ identities: TLSIdentities) -> Greeting {
        identities.greeting(&faults)
    }

    fileprivate func answerAPI(_ request: HTTPRequest) async -> HTTPAnswer {
        kept(await APIService.answer(request, in: self))
    }

    fileprivate func answerControl(_ request: HTTPRequest) async -> HTTPAnswer {
        kept(await ControlService.answer(request, in: self))
    }

    /// The answer, once what it says is in the state file.
    private func kept(_ answer: HTTPAnswer) -> HTTPAnswer {
        do {
            try save()
            return answer
        } catch {
            return .plain(500, "ssl-sandbox: \(error.explanation)")
        }
    }
}
