import ArgumentParser
import Foundation
import Sandbox

/// Who may call the API, and over what.
struct AccessOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "That user's key.",
            discussion: "Without it and --key-file: SSL_SANDBOX_KEY, or else demo-key."))
    var key: String?
    @Option(help: "A file whose first line is that key, so that no list of processes shows it.")
    var keyFile: String?
    @Option(help: "A user that exists but that the API user may not act for.")
    var otherUser: String?
    @Option(
        help: ArgumentHelp(
            "An IPv4 address that may call; may be repeated.",
            discussion: "Without it every address of this machine's loopback may, and no other.",
            valueName: "address"))
    var allowAddress: [String] = []
    @Flag(help: "Serve the API over TLS, with a certificate below STATE/ca.pem.")
    var tls = false
    @Option(
        help: ArgumentHelp(
            "A further name or address of that certificate; may be repeated.", valueName: "name"))
    var tlsName: [String] = []

    /// The key by the option, the file or the environment.
    func chosenKey() throws(SandboxError) -> String {
        guard let keyFile else {
            return key ?? ProcessInfo.processInfo.environment["SSL_SANDBOX_KEY"] ?? "demo-key"
        }
        guard key == nil else {
            throw .usage(option: "--key-file", reason: "--key names a key already")
        }
        do {
            let text = try String(contentsOfFile: keyFile, encoding: .utf8)
            return text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
                .first.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
        } catch {
            throw .usage(option: "--key-file", reason: "\(keyFile) cannot be read")
        }
    }

    /// Changes the settings to what is asked for.
    func apply(to settings: inout WireSettings) throws(SandboxError) {
        settings.otherUser = otherUser
        settings.addresses = allowAddress
        settings.usesTLS = tls
        settings.tlsNames = tlsName
    }
}
