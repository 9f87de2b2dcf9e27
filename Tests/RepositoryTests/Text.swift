/// Which files of the repository are text that people wrote.
enum Text {
    /// Whether the tests read the file; a link's text is that of the files it leads to.
    static func isRead(_ path: String) -> Bool {
        let ending = path.split(separator: "/").last?.split(separator: ".").last
        return ending.map { !["pem", "der", "png", "gz", "sqlite"].contains($0) } == true
            && !["Sources/CertificateLedger/sql", "Sources/Sandbox/sql"].contains(path)
    }
}
