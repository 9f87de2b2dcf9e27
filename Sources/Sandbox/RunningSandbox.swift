/// A sandbox that answers: where, and how to end it.
package struct RunningSandbox: Sendable {
    /// The URL of the API.
    package let apiURL: String
    /// The URL below which the control answers.
    package let controlURL: String
    private let servers: [HTTPServer]

    /// Makes the CA and the account, writes the state folder and starts to answer.
    package static func start(_ settings: SandboxSettings) async throws(SandboxError) -> Self {
        try settings.check()
        let folder = try StateFolder(path: settings.folder)
        var dice = Dice(seed: settings.seed)
        let authority = try Authority.open(folder: folder, dice: &dice)
        let account = try StartUpAccount.make(
            subscriptions: settings.certificates, now: settings.clock ?? settings.realTime(),
            margin: settings.validityMargin, authority: authority)
        try folder.write(account.table, to: "subscriptions.csv")
        let world = World(settings: settings, authority: authority, account: account)
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
            servers: [api, control])
        try folder.write(running.apiURL + "\n", to: "api.url")
        try folder.write(running.controlURL + "\n", to: "control.url")
        return running
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

    fileprivate func answerAPI(_ request: HTTPRequest) -> HTTPAnswer {
        APIService.answer(request, in: self)
    }

    fileprivate func answerControl(_ request: HTTPRequest) -> HTTPAnswer {
        ControlService.answer(request, in: self)
    }
}
