private import Processes

/// Zones as they were before they were written, the newest of each, for this user alone.
package struct ZoneBackups: Sendable {
    /// As many as a zone that is written twice a night needs for ten nights.
    package static let most = 20
    /// As large as an answer may be.
    private static let largest = 8_388_608

    private let place: String
    private let owner: String

    /// Back-ups in `zones` below an existing folder, apart for each owner of zones.
    package init(in place: String, owner: String) {
        self.place = place
        self.owner = owner
    }

    /// Where those of a zone are.
    package func path(of zone: String) -> String { "\(place)/zones/\(owner)/\(zone)" }

    /// The content of the newest of a zone, if there is one.
    package func newest(of zone: String) throws(DomainValidationError) -> [UInt8]? {
        do throws(FileFailure) {
            let folder = try folder(of: zone)
            guard let name = try files(in: folder).last?.name else { return nil }
            return try folder.read(name, limit: Self.largest)
        } catch {
            throw .notWritten(error)
        }
    }

    /// Keeps a further one, on disk when this returns, and lets the oldest go.
    ///
    /// - Returns: its path. Numbers grow, so that a clock that was set back changes no order.
    package func keep(
        _ answer: [UInt8], of zone: String, at moment: String
    ) throws(DomainValidationError) -> String {
        do throws(FileFailure) {
            let folder = try folder(of: zone)
            let known = try files(in: folder)
            let number = String((known.last?.number ?? 0) + 1)
            let padding = String(repeating: "0", count: max(0, 6 - number.count))
            let stamp = moment.filter { $0.isLetter || $0.isNumber }
            let name = "\(padding)\(number)-\(stamp).xml"
            try folder.put(answer, as: name, mode: 0o600)
            for old in known.dropLast(Self.most - 1) { try folder.remove(old.name) }
            return folder.path + "/" + name
        } catch {
            throw .notWritten(error)
        }
    }

    private func folder(of zone: String) throws(FileFailure) -> Folder {
        try Folder.open(place).subfolder("zones").subfolder(owner).subfolder(zone)
    }

    private func files(
        in folder: borrowing Folder
    ) throws(FileFailure) -> [(number: Int, name: String)] {
        try folder.names().compactMap { name in
            guard name.hasSuffix(".xml"), let number = Int(name.prefix { $0 != "-" }), number > 0
            else { return nil }
            return (number, name)
        }.sorted { $0.number < $1.number }
    }
}
