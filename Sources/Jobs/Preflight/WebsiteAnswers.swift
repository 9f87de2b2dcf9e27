import DNS
import HTTP
import Subscriptions
import Wording

/// Whether each name of a validation by file has a web server that answers plain HTTP.
struct WebsiteAnswers: PreflightCheck {
    static let name = "web"

    let view: any NameView
    /// The status of an answer to a GET, or why there is none.
    let fetch: @Sendable (_ url: String) async -> Result<Int, HTTPError>

    init(
        view: any NameView,
        fetch: @escaping @Sendable (_ url: String) async -> Result<Int, HTTPError> =
            WebsiteAnswers.fetch
    ) {
        self.view = view
        self.fetch = fetch
    }

    func finding(about subject: PreflightSubject) async -> PreflightFinding {
        var isUnknown = false
        for name in subject.bases(by: .file) {
            do throws(DNSError) {
                var addresses = try await view.ask(name, .a).contents
                if addresses.isEmpty { addresses = try await view.ask(name, .aaaa).contents }
                guard !addresses.isEmpty else {
                    return .failed(
                        "\(name.printable()) has no address, and is validated by file; point it to"
                            + " the web server, or run \(subject.command(.cname, for: name))")
                }
            } catch {
                isUnknown = true
                continue
            }
            // What it answers does not matter before there is a file: that it does is what counts.
            if case .failure(let error) = await fetch("http://\(name)/.well-known/pki-validation/")
            {
                return .failed("\(error.happened); the CA fetches its file there")
            }
        }
        return isUnknown ? .unknown : .passed
    }

    /// Asks the web server itself, over HTTP as the CA does, and follows nothing.
    private static func fetch(_ url: String) async -> Result<Int, HTTPError> {
        var request = HTTPRequest(url: url)
        request.holdsSecret = false
        request.connectLimit = .seconds(5)
        request.timeLimit = .seconds(10)
        request.bodyLimit = 1 << 20
        do throws(HTTPError) {
            return .success(try await HTTPClient().send(request).status)
        } catch { return .failure(error) }
    }
}
