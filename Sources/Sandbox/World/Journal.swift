/// Every API request the sandbox has received, without secrets.
struct Journal: Sendable {
    /// One request and what became of it.
    struct Entry: Codable, Sendable {
        let at: String
        let command: String
        let parameters: [String: String]
        let outcome: String
        let status: Int
    }

    /// The newest requests, oldest first.
    private(set) var entries: [Entry] = []
    /// More requests than a day's budget allows are never of interest.
    private let limit = 20_000

    /// Keeps a request, dropping the older half when there are too many.
    mutating func keep(_ entry: Entry) {
        if entries.count >= limit { entries.removeFirst(limit / 2) }
        entries.append(entry)
    }

    /// The fields with the key as dots and the CSR as its SHA-256.
    static func redacted(_ fields: Fields) -> [String: String] {
        let shown = fields.sent.map { name, value in
            switch name.lowercased() {
            case "apikey": (name, "•••")
            case "csr": (name, "sha256:" + SigningRequest.digest(of: value))
            default: (name, value)
            }
        }
        return Dictionary(shown) { first, _ in first }
    }
}
