package import HTTP
import Wording

/// The connection to one account: sends commands from the closed list and reports each exchange.
package struct Namecheap: Sendable {
    /// How a request gets to the CA and its answer back.
    typealias Transport = @Sendable (HTTPRequest) async throws(HTTPError) -> HTTPResponse

    /// The account and its credentials.
    package let account: NamecheapAccount
    /// Hears of every exchange that was tried, after it ended and before `send` returns.
    package let observe: @Sendable (Exchange) -> Void
    /// How long one exchange may take.
    package var timeLimit: Duration = .seconds(120)
    private let paying: PayingCommands
    private let transport: Transport

    /// A connection over `client`, which other accounts may share; without `paying` it sends
    /// nothing that costs money.
    package init(
        account: NamecheapAccount, client: HTTPClient, paying: PayingCommands = .none,
        observe: @escaping @Sendable (Exchange) -> Void = { _ in }
    ) {
        self.init(account: account, paying: paying, observe: observe) { request throws(HTTPError) in
            try await client.send(request)
        }
    }

    /// A connection over any transport, which a test gives.
    init(
        account: NamecheapAccount, paying: PayingCommands = .none,
        observe: @escaping @Sendable (Exchange) -> Void = { _ in },
        transport: @escaping Transport
    ) {
        self.account = account
        self.paying = paying
        self.observe = observe
        self.transport = transport
    }

    /// The answer to a command, always sent as one form POST and never repeated here.
    ///
    /// `ended` hears of this very exchange, however many are under way.
    package func send<Command: NamecheapCommand>(
        _ command: Command, ended: (Exchange) -> Void = { _ in }
    ) async throws(NamecheapError) -> Command.Answer {
        guard NamecheapCommands.isAllowed(Command.name) || paying.hold(Command.self) else {
            throw .forbiddenCommand(command: Command.name)
        }
        let problems = account.problems + command.problems
        guard problems.isEmpty else {
            throw .invalidArguments(command: Command.name, problems: problems)
        }
        let parameters = parameters(of: command)
        let result = await exchange(parameters, isRepeatable: Command.isRepeatable)
        let answer: Result<Command.Answer, NamecheapError> = read(result, by: command)
        let exchange = exchange(of: Command.name, parameters, result, answer)
        observe(exchange)
        ended(exchange)
        return try answer.get()
    }

    private func parameters(of command: some NamecheapCommand) -> [NamecheapParameter] {
        [
            NamecheapParameter("ApiUser", account.apiUser),
            NamecheapParameter("ApiKey", account.apiKey.exposed),
            NamecheapParameter("UserName", account.userName),
            NamecheapParameter("ClientIp", account.clientIP),
            NamecheapParameter("Command", type(of: command).name),
        ] + command.parameters
    }

    private func exchange(
        _ parameters: [NamecheapParameter], isRepeatable: Bool
    ) async -> Result<HTTPResponse, HTTPError> {
        let form = parameters.map { (name: $0.name, value: $0.value) }
        var request = HTTPRequest(url: account.endpoint, form: form, isRepeatable: isRepeatable)
        request.timeLimit = timeLimit
        request.connectLimit = min(request.connectLimit, timeLimit)
        do throws(HTTPError) {
            return .success(try await transport(request))
        } catch {
            return .failure(error)
        }
    }

    private func read<Command: NamecheapCommand>(
        _ result: Result<HTTPResponse, HTTPError>, by command: Command
    ) -> Result<Command.Answer, NamecheapError> {
        do throws(NamecheapError) {
            switch result {
            case .failure(let error): throw .transport(command: Command.name, error)
            case .success(let response):
                guard response.status == 200 else {
                    throw .httpStatus(command: Command.name, status: response.status)
                }
                return .success(try command.read(response.body))
            }
        } catch {
            return .failure(error.redacted(account.apiKey))
        }
    }

    private func exchange<Answer>(
        of command: String, _ parameters: [NamecheapParameter],
        _ result: Result<HTTPResponse, HTTPError>, _ answer: Result<Answer, NamecheapError>
    ) -> Exchange {
        let redaction = Redaction(key: account.apiKey)
        var response: HTTPResponse?
        if case .success(let received) = result { response = received }
        var error: NamecheapError?
        if case .failure(let failure) = answer { error = failure }
        return Exchange(
            command: command, parameters: redaction.parameters(parameters),
            httpStatus: response?.status, bytes: response?.body.count ?? 0,
            elapsed: response?.elapsed, body: redaction.body(response?.body ?? []), error: error)
    }
}
