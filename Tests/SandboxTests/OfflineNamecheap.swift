import Foundation
import Testing

@testable import Sandbox

/// A sandbox on free ports with a folder of its own, for the length of one test.
struct OfflineNamecheap {
    let running: RunningSandbox
    let folder: String

    /// Runs a sandbox around a body and removes everything after it.
    static func run(
        certificates: Int = 25, clock: String = "2026-11-23T09:00:00Z",
        _ change: (inout SandboxSettings) -> Void = { _ in },
        _ body: (Self) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "/sandbox-\(UUID().uuidString)"
        defer { _ = try? FileManager.default.removeItem(atPath: folder) }  // May never exist.
        try await run(in: folder, certificates: certificates, clock: clock, change, body)
    }

    /// Runs a sandbox on a folder that the caller keeps; an empty `clock` follows real time.
    static func run(
        in folder: String, certificates: Int, clock: String,
        _ change: (inout SandboxSettings) -> Void = { _ in },
        _ body: (Self) async throws -> Void
    ) async throws {
        var settings = try settings(folder: folder, certificates: certificates)
        settings.clock = Moment(iso: clock).map { .stand($0) }
        change(&settings)
        let running = try await RunningSandbox.start(settings)
        do {
            try await body(Self(running: running, folder: folder))
        } catch {
            await running.stop()
            throw error
        }
        await running.stop()
    }

    /// A change of one setting.
    static func set<Value>(
        _ path: WritableKeyPath<SandboxSettings, Value>, to value: Value
    ) -> (inout SandboxSettings) -> Void {
        { $0[keyPath: path] = value }
    }

    /// Settings on free ports, strict as in all tests of the project.
    static func settings(folder: String, certificates: Int) throws -> SandboxSettings {
        let address = try #require(ListenAddress("127.0.0.1:0"))
        var settings = SandboxSettings(
            listen: address, control: address, folder: folder, certificates: certificates, seed: 7,
            realTime: { Moment(seconds: 1_800_000_000) })
        settings.strict = true
        return settings
    }

    /// Calls a command as the account's user.
    func call(
        _ command: String, _ parameters: [(String, String)] = [], method: String = "POST"
    ) async throws -> APIAnswer {
        try await send(
            [
                ("ApiUser", "demo"), ("ApiKey", "demo-key"), ("UserName", "demo"),
                ("ClientIp", "192.0.2.1"), ("Command", command),
            ] + parameters, method: method)
    }

    /// Sends exactly these fields.
    func send(_ fields: [(String, String)], method: String = "POST") async throws -> APIAnswer {
        let form = Self.form(fields)
        let isQuery = method == "GET"
        let answer = try await RawClient.exchange(
            isQuery ? running.apiURL + "?" + form : running.apiURL, method: method,
            body: isQuery ? "" : form)
        return APIAnswer(status: answer.status, text: answer.body)
    }

    /// Asks the control port.
    func control(
        _ method: String, _ path: String, _ fields: [(String, String)] = [], body: String? = nil
    ) async throws -> APIAnswer {
        let answer = try await RawClient.exchange(
            running.controlURL + "/" + path, method: method, body: body ?? Self.form(fields))
        return APIAnswer(status: answer.status, text: answer.body)
    }

    /// The rows that the control shows of one id.
    func row(_ id: String) async throws -> [String: Any] {
        let text = try await control("GET", "world?id=\(id)").text
        let world = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let rows = try #require(world?["rows"] as? [[String: Any]])
        return try #require(rows.first)
    }

    /// The cells of subscriptions.csv, the header first.
    func subscriptions() throws -> [[String]] {
        let text = try String(contentsOfFile: folder + "/subscriptions.csv", encoding: .utf8)
        return text.components(separatedBy: "\r\n").dropLast()
            .map { $0.components(separatedBy: ",") }
    }

    /// Publishes every CNAME token of an answer.
    func publishAliases(of answer: APIAnswer) async throws {
        for (owner, target) in zip(answer.elements("HostName"), answer.elements("Target")) {
            let published = try await control(
                "POST", "records", [("name", owner), ("value", target), ("type", "CNAME")])
            #expect(published.status == 200)
        }
    }

    /// Fields as a form.
    static func form(_ fields: [(String, String)]) -> String {
        fields.map { name, value in
            let plain = CharacterSet(charactersIn: "-._~").union(.alphanumerics)
            let coded = value.addingPercentEncoding(withAllowedCharacters: plain) ?? value
            return "\(name)=\(coded)"
        }.joined(separator: "&")
    }
}

/// An answer with its text picked apart by hand, so that the text itself is what is tested.
struct APIAnswer {
    let status: Int
    let text: String

    /// The value of the first attribute of that name.
    func attribute(_ name: String) -> String? {
        text.components(separatedBy: " \(name)=\"").dropFirst().first?
            .components(separatedBy: "\"").first
    }

    /// The text of every element of that name that holds text, without the CDATA frame.
    func elements(_ name: String) -> [String] {
        text.components(separatedBy: "<\(name)>").dropFirst().compactMap { rest in
            rest.components(separatedBy: "</\(name)>").first?
                .replacingOccurrences(of: "<![CDATA[", with: "")
                .replacingOccurrences(of: "]]>", with: "")
        }
    }

    /// The number of the first error.
    var error: String? { attribute("Number") }
}
