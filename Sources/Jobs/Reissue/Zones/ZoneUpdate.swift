import CertificateLedger
import DomainValidation
import NamecheapAPI
import Subscriptions
import Wording

/// One change of one zone: read, kept, written as a whole, and read again.
///
/// setHosts replaces a zone and knows no versions (namecheap-api.md, 8.5): what cannot be read
/// without doubt is not written, and whatever happens on the way, the same update again comes to
/// the same end, because it reads first.
struct ZoneUpdate: Sendable {
    /// What became of it.
    struct Outcome: Sendable {
        /// Why single records are not as they were to be.
        var refused: [ZoneRecord: ZoneError] = [:]
        /// What is not as it was, though it had nothing to do with the change.
        var difference: ZoneError?
    }

    let zone: ZoneName
    let change: ZoneChange
    let connection: ModuleConnection
    let backups: ZoneBackups
    let now: Timestamp

    /// Changes the zone, with three calls, or with one where nothing is to be changed.
    func run() async throws -> Outcome {
        let before = try await look()
        let kept = try newest()
        try check(before, kept)
        let (merged, occupied) = change.merged(into: before.records)
        var outcome = Outcome()
        for (record, other) in occupied {
            outcome.refused[record] = .occupied(
                name: "\(record.name).\(zone.text)", type: other.type)
        }
        // A zone cannot be emptied; then ours is all it has, and nobody's loss.
        guard merged != before.records, !merged.isEmpty else {
            outcome.difference = sinceKept(before, kept)
            return outcome
        }
        let backup = try backups.keep(before.body, of: zone.text, at: "\(now)")
        let lost = try await write(merged, before.mailType)
        let after = try await look()
        if let lost, after.records.without(before.records).isEmpty,
            before.records.without(after.records).isEmpty
        {
            throw lost
        }
        judge(after, merged, mailType: before.mailType, backup: backup, &outcome)
        return outcome
    }

    private func look() async throws -> GetHosts.Answer {
        try await connection.send(GetHosts(zone: zone), for: .followUp)
    }

    /// Writes the zone; the error after which nobody knows whether it was done, if there is one.
    private func write(_ records: [HostRecord], _ mailType: String) async throws -> NamecheapError?
    {
        do {
            _ = try await connection.send(  // What it says of itself is compared, not believed.
                SetHosts(zone: zone, mailType: mailType, records: records), for: .followUp)
            return nil
        } catch let error as NamecheapError where error.consequence == .unknown {
            return error
        }
    }

    /// What was last kept, with its place; one that cannot be read any more is none.
    private func newest() throws -> GetHosts.Answer? {
        guard let body = try backups.newest(of: zone.text) else { return nil }
        return try? GetHosts(zone: zone).read(body)
    }

    /// Refuses a zone that must not be written.
    private func check(
        _ before: GetHosts.Answer, _ kept: GetHosts.Answer?
    ) throws(ZoneError) {
        guard before.isUsingOurDNS else { throw .notOurs(zone: zone.text) }
        guard before.doubts.isEmpty else {
            throw .doubtful(zone: zone.text, doubts: before.doubts)
        }
        let (now, earlier) = (before.records.lasting.count, kept?.records.lasting.count ?? 0)
        // People add and remove a few; an answer that is cut loses most.
        guard now * 2 >= earlier else {
            throw .shrunk(
                zone: zone.text, now: now, before: earlier, folder: backups.path(of: zone.text))
        }
    }

    private func judge(
        _ after: GetHosts.Answer, _ merged: [HostRecord], mailType: String, backup: String,
        _ outcome: inout Outcome
    ) {
        for record in change.published + change.removed where outcome.refused[record] == nil {
            let isThere = after.records.contains(where: record.isPublished)
            guard isThere != change.published.contains(record) else { continue }
            outcome.refused[record] = .notTaken(
                name: "\(record.name).\(zone.text)", backup: backup)
        }
        outcome.difference = difference(
            after, from: change.others(of: merged), mailType: mailType, backup: backup)
    }

    /// Whether somebody's record was lost in a run that ended before it could read the zone again:
    /// then ours is there, and the zone as it was before is kept.
    private func sinceKept(_ now: GetHosts.Answer, _ kept: GetHosts.Answer?) -> ZoneError? {
        let isThere = change.published.contains { now.records.contains(where: $0.isPublished) }
        guard isThere, let kept else { return nil }
        return difference(
            now, from: change.others(of: kept.records).lasting, mailType: kept.mailType,
            backup: backups.path(of: zone.text), lastingOnly: true)
    }

    private func difference(
        _ zone: GetHosts.Answer, from expected: [HostRecord], mailType: String, backup: String,
        lastingOnly: Bool = false
    ) -> ZoneError? {
        let others = change.others(of: zone.records)
        let found = lastingOnly ? others.lasting : others
        let missing = expected.without(found)
        let more = found.without(expected)
        var words: [String] = []
        if !missing.isEmpty { words.append("missing: " + missing.words) }
        if !more.isEmpty { words.append("new: " + more.words) }
        if zone.mailType != mailType {
            words.append("EmailType \(zone.mailType.printable(limit: 20)) instead of \(mailType)")
        }
        guard !words.isEmpty else { return nil }
        return .differs(
            zone: self.zone.text, what: words.joined(separator: ", "), backup: backup)
    }
}

extension [HostRecord] {
    /// The first of them for a person.
    fileprivate var words: String {
        let first = prefix(3).map {
            "\($0.name.printable(limit: 80)) \($0.type.printable(limit: 20))"
                + " \($0.address.printable(limit: 80))"
        }
        return first.joined(separator: "; ") + (count > 3 ? " and \(count - 3) more" : "")
    }
}
