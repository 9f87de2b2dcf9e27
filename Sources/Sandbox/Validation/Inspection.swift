import Wording

/// What the CA looks at before it issues one row's certificate.
struct Inspection: Sendable {
    let id: Int
    /// What the row was submitted with when the look began.
    let submission: Submission
    let token: Token
    /// The names whose control is not known from an earlier look.
    let open: [(name: String, method: ValidationMethod)]
    /// Every name of the certificate.
    let names: [String]
    /// The twin that the CA would add and whose control is not known; nil when there is none.
    let twin: String?
    /// How control of the common name, and of its twin, is shown.
    let method: ValidationMethod
    /// The domains that the CA goes by in CAA records.
    let issuers: [String]
    /// Why the look fails whatever is published; nil for an honest one.
    var foregone: String?

    /// Looks, and says what was seen.
    func finding(in view: PublicView) async -> Finding {
        var finding = Finding(inspection: self, reason: foregone)
        guard foregone == nil else { return finding }
        guard !view.isOver else {
            finding.reason = "the look's time was over"
            return finding
        }
        var reasons: [String] = []
        for (name, method) in open {
            if let reason = await complaint(about: name, method, in: view) {
                reasons.append(reason)
            } else {
                finding.shown.append(name)
            }
        }
        if reasons.isEmpty {
            let authorization = Authorization(issuers: issuers, view: view.names)
            for name in names {
                if let reason = await authorization.complaint(about: name) {
                    reasons.append(reason)
                }
            }
        }
        finding.reason = Self.summary(reasons)
        if reasons.isEmpty, let twin { await look(at: twin, in: view, &finding) }
        return finding
    }

    /// Looks at many rows, so many at a time that neither the network nor a slow host holds all up.
    static func findings(_ inspections: [Self], in view: PublicView) async -> [Finding] {
        await withTaskGroup(of: Finding.self) { group in
            var waiting = inspections.makeIterator()
            var findings: [Finding] = []
            for inspection in inspections.prefix(16) {
                _ = waiting.next()  // The same one, which is looked at now.
                group.addTask { await inspection.finding(in: view) }
            }
            while let finding = await group.next() {
                findings.append(finding)
                guard let next = waiting.next() else { continue }
                group.addTask { await next.finding(in: view) }
            }
            return findings
        }
    }

    /// Looks whether the twin may be added; control of a www name shows nothing about its parent.
    private func look(at twin: String, in view: PublicView, _ finding: inout Finding) async {
        if case .mail(let address) = method {
            let domain = address.split(separator: "@").last.map(String.init) ?? ""
            finding.showsTwin = twin == domain || twin.hasSuffix("." + domain)
        } else {
            finding.showsTwin = await complaint(about: twin, method, in: view) == nil
        }
        if finding.showsTwin { finding.shown.append(twin) }
    }

    /// Why control of a name is not shown; nil when it is.
    private func complaint(
        about name: String, _ method: ValidationMethod, in view: PublicView
    ) async -> String? {
        do throws(Unseen) {
            switch method {
            case .mail: return nil
            case .cname:
                return try await AliasSearch(token: token, view: view.names).complaint(name)
            case .file:
                let content = try await view.files.file(token.fileName, of: name)
                guard content != token.fileContent else { return nil }
                return "the file \(token.fileName) of \(name.printable()) has another content"
            }
        } catch {
            return error.reason
        }
    }

    private static func summary(_ reasons: [String]) -> String? {
        guard reasons.count > 3 else {
            return reasons.isEmpty ? nil : reasons.joined(separator: "; ")
        }
        return reasons.prefix(3).joined(separator: "; ") + "; and \(reasons.count - 3) more"
    }
}

/// What the CA has seen of one row.
struct Finding: Sendable {
    let inspection: Inspection
    /// The names whose control was shown.
    var shown: [String] = []
    /// Whether the twin belongs into the certificate, too.
    var showsTwin = true
    /// Why no certificate can be issued yet; nil when it can.
    var reason: String?
}
