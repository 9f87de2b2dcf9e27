import Testing

@Suite struct `Every Swift file` {
    /// A file is one noun: what does not fit on a few screens is two.
    private static let largestFile = 300
    /// A function is read at one glance.
    private static let longestFunction = 40

    @Test func `has 300 lines at most`() throws {
        let files = try Repository.swiftFiles(below: "Sources", "Tests")
        #expect(files.count > 100)
        for file in files {
            #expect(file.lines.count <= Self.largestFile, "\(file.path)")
        }
    }

    @Test func `has functions of 40 lines at most`() throws {
        var found = 0
        for file in try Repository.swiftFiles(below: "Sources", "Tests") {
            for body in FunctionBody.all(in: file.code) {
                found += 1
                #expect(body.length <= Self.longestFunction, "\(file.path):\(body.line)")
            }
        }
        #expect(found > 500)
    }

    @Test func `has a sentence for each shared declaration`() throws {
        for file in try Repository.swiftFiles(below: "Sources", "Tests") {
            for line in SharedDeclarations.undocumented(in: file) {
                Issue.record("no sentence: \(file.path):\(line)")
            }
        }
    }

    @Test(arguments: ForbiddenForm.all)
    func `of Sources is free of`(form: ForbiddenForm) throws {
        for file in try Repository.swiftFiles(below: "Sources") {
            for line in file.lines(where: form.isIn) {
                Issue.record("\(form.name): \(file.path):\(line)")
            }
        }
    }

    @Test func `of Sources sleeps only where it is said why`() throws {
        let allowed = [
            "Sources/Processes/ChildProcess.swift": "the time limit of another program",
            "Sources/Jobs/Served/ServedCheck.swift": "a server that reloads needs a moment",
            "Sources/Jobs/Modules/ModuleConnection.swift": "the CA allows so many calls a minute",
            "Sources/Jobs/Reissue/Flight/Pauses.swift": "the CA needs a while for a check",
        ]
        for file in try Repository.swiftFiles(below: "Sources") where allowed[file.path] == nil {
            for line in file.lines(where: { $0.contains("sleep(") }) {
                Issue.record("sleeps: \(file.path):\(line)")
            }
        }
    }

    @Test func `of Sources ends a program by its status alone`() throws {
        // What else ends a process lets libraries clean up beside threads that still use them; the
        // sandbox has neither.
        for file in try Repository.swiftFiles(below: "Sources")
        where !file.path.hasPrefix("Sources/ssl-sandbox/") {
            for line in file.lines(where: { $0.contains("ExitCode(") || $0.contains(" exit(") }) {
                Issue.record("not by ExitStatus.end: \(file.path):\(line)")
            }
        }
    }

    @Test func `of Sources says why it ignores a result`() throws {
        for file in try Repository.swiftFiles(below: "Sources") {
            let ignored = file.lines { line in
                let words = line.split(separator: " ")
                return words.indices.dropFirst().contains {
                    words[$0] == "=" && words[$0 - 1] == "_" && isStatement(words[..<$0])
                }
            }
            for line in ignored {
                // On the line, on the one above, or where a long statement ends below.
                let around = file.lines[max(0, line - 2)...min(line, file.lines.count - 1)]
                guard !around.contains(where: { $0.contains("//") }) else { continue }
                Issue.record("no reason: \(file.path):\(line)")
            }
        }
    }

    @Test func `holds no note of work left undone`() throws {
        let notes = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
        for path in try Repository.files() where Text.isRead(path) {
            let text = try Repository.text(of: path)
            for note in notes where text.contains(note) { Issue.record("\(note) in \(path)") }
        }
    }

    /// Whether the words before `=` are an assignment, not a binding of a pattern.
    private func isStatement(_ words: ArraySlice<Substring>) -> Bool {
        !words.contains { ["let", "var", "case"].contains($0) }
    }
}
