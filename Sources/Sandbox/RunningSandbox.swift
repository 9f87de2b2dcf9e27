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
        let api = try await HTTPServer.start(settings.listen) { request in
            await world.answerAPI(request)
        }
        let control = try await HTTPServer.start(settings.control) { request in
            await world.answerControl(request)
        }
        let running = Self(
            apiURL: "http://\(settings.listen.with(port: api.port).text)/xml.response",
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

extension World {
    fileprivate func answerAPI(_ request: HTTPRequest) async -> HTTPAnswer {
        await APIService.answer(request, in: self)
    }

    fileprivate func answerControl(_ request: HTTPRequest) async -> HTTPAnswer {
        await ControlService.answer(request, in: self)
    }
}
