import Testing

@Suite struct `The repository` {
    @Test func `has nothing else at its top`() throws {
        let top = Set(try Repository.files().compactMap { $0.split(separator: "/").first })
            .filter { !$0.hasPrefix(".") }
        let agreed: Set<Substring> = [
            "Package.swift", "Sources", "Tests", "cron", "sql", "README.md",
        ]
        #expect(top.isSubset(of: agreed))
        #expect(top.isSuperset(of: ["Package.swift", "Sources", "Tests", "sql"]))
    }

    @Test func `names no place where somebody happened to work`() throws {
        // In two parts, so that this file does not hold what it looks for.
        let places = ["/wo" + "rk/", "/ro" + "ot/", "../sha" + "red", "opt/sw" + "ift"]
        for path in try Repository.files() where Text.isRead(path) {
            let text = try Repository.text(of: path)
            for place in places where text.contains(place) {
                Issue.record("\(place) in \(path)")
            }
        }
    }

    @Test func `holds shell scripts that the shell can read`() throws {
        var found = 0
        for path in try Repository.files() where Text.isRead(path) {
            let first = try Repository.text(of: path).prefix { $0 != "\n" }
            guard first.hasPrefix("#!"),
                let shell = ["bash", "sh"].first(where: { first.hasSuffix("/\($0)") })
                    ?? ["bash", "sh"].first(where: { first.hasSuffix("env \($0)") })
            else { continue }
            found += 1
            #expect(try Command([shell, "-n", path]).status == 0, "\(path)")
        }
        #expect(found >= 2)
    }

    @Test(.enabled(if: Repository.isPresent("README.md")))
    func `has a README of less than 200 lines that names what exists`() throws {
        let text = try Repository.text(of: "README.md")
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count < 200)
        let programs = try Manifest.read().programs
        let named = Set(ProgramNames.all(in: text))
        #expect(named.subtracting(programs) == [], "programs that do not exist")
        #expect(programs.subtracting(named) == [], "programs the README does not name")
        for path in text.split(whereSeparator: { "`() \n\t,;".contains($0) })
        where ["Sources/", "Tests/", "cron/", "sql/", ".ci/"].contains(where: path.hasPrefix) {
            let isPattern = path.contains { "<*…N".contains($0) }
            #expect(isPattern || Repository.isPresent(String(path.trimmingSuffix("."))), "\(path)")
        }
    }

    @Test(.enabled(if: Repository.isPresent("cron/ssl-ledger.cron")))
    func `has a crontab of complete lines that name what exists`() throws {
        let programs = try Manifest.read().programs
        let lines = try Repository.text(of: "cron/ssl-ledger.cron").split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
        let jobs = lines.filter { !isSetting($0) }
        #expect(!jobs.isEmpty)
        for job in jobs {
            let fields = job.split(separator: " ", omittingEmptySubsequences: true)
            #expect(fields.count > 5, "\(job)")
            let schedule = fields.prefix(5).joined()
            #expect(schedule.allSatisfy { "0123456789*,-/".contains($0) }, "\(job)")
            #expect(Set(ProgramNames.all(in: String(job))).isSubset(of: programs), "\(job)")
        }
        #expect(jobs.contains { !ProgramNames.all(in: String($0)).isEmpty })
    }

    /// Whether a line of a crontab sets a variable: `NAME = value`.
    private func isSetting(_ line: Substring) -> Bool {
        let name = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return !name.isEmpty && line.dropFirst(name.count).drop { $0 == " " }.hasPrefix("=")
    }
}

extension Substring {
    fileprivate func trimmingSuffix(_ suffix: String) -> Substring {
        hasSuffix(suffix) ? dropLast(suffix.count) : self
    }
}
