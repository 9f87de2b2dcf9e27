/// Every API request the sandbox has received, without secrets.
struct Journal: Sendable {
    /// One request and what became of it.
    struct Entry: Codable, Sendable {
        /// Its number in the state file; nil until it is there.
        var id: Int?
        let at: String
        let command: String
        let parameters: [String: String]
        let outcome: String
        let status: Int
    }

    /// How many requests the state file keeps: twelve times what a day's limit allows.
    static let limit = 100_000

    /// The requests that the state file does not have yet, oldest first.
    private(set) var unsaved: [Entry] = []

    /// Keeps a request.
    mutating func keep(_ entry: Entry) { unsaved.append(entry) }

    /// The requests to be written, which count as written from now on.
    mutating func takeUnsaved() -> [Entry] {
        defer { unsaved = [] }
        return unsaved
    }

    /// The fields with the key as dots, wherever a client sent it, and the CSR as its SHA-256.
    static func redacted(_ fields: Fields, key: String) -> [String: String] {
        let shown = fields.sent.map { name, value in
            if value.contains(key) { return (name, "•••") }
            switch name.lowercased() {
            case "apikey": return (name, "•••")
            case "csr": return (name, "sha256:" + SigningRequest.digest(of: value))
            default: return (name, value)
            }
        }
        return Dictionary(shown) { first, _ in first }
    }
}
