import DNS

/// What the CA sees of names when it looks: from the sandbox's own records or the network.
struct PublicView: Sendable {
    let names: any NameView
    let files: any FileView
    /// When the CA stops looking; nil where nothing is waited for.
    var deadline: ContinuousClock.Instant?

    /// Whether no time is left to look at anything more.
    var isOver: Bool { deadline.map { $0 <= .now } ?? false }
}

/// The DNS that the CA sees.
protocol NameView: Sendable {
    /// The targets of a name's CNAME records, none where it has no such record.
    func aliases(of name: String) async throws(Unseen) -> [String]
    /// The CAA properties of a name, none where it has no such record.
    func authorizations(of name: String) async throws(Unseen) -> [Record.Authorization]
}

/// The web that the CA sees.
protocol FileView: Sendable {
    /// The content of a file below a host's validation folder.
    func file(_ name: String, of host: String) async throws(Unseen) -> String
}

/// Why the CA cannot see what it looks for.
struct Unseen: Error, Equatable {
    /// One clause, fit to be printed.
    let reason: String
    /// Whether the server that was asked does not answer for the name at all.
    var isElsewhere = false
}

extension World {
    /// What the CA sees from now on, for as long as one look may take.
    ///
    /// Either option alone makes just its own method real: without `--resolver` names are those of
    /// the sandbox's own records, without `--http-port` files are.
    var view: PublicView {
        let own = OwnView(records: records, zones: zones)
        guard settings.resolver != nil || settings.httpPort != nil else {
            return PublicView(names: own, files: own)
        }
        let deadline = ContinuousClock.now + .seconds(settings.lookSeconds)
        let names = settings.resolver.map { address in
            NetworkNames(
                server: NameServer(address: address.host, port: UInt16(address.port)),
                deadline: deadline)
        }
        let files = settings.httpPort.map {
            NetworkFiles(port: $0, names: names, deadline: deadline)
        }
        return PublicView(names: names ?? own, files: files ?? own, deadline: deadline)
    }
}
