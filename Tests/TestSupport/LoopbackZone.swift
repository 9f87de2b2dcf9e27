import Synchronization

/// The records that a name server of a test serves, changed while it runs.
package final class LoopbackZone: Sendable {
    private let records: Mutex<[NameServerReply.Record]>

    /// A zone with these records.
    package init(_ records: [NameServerReply.Record] = []) {
        self.records = Mutex(records)
    }

    /// Adds a record.
    package func publish(_ record: NameServerReply.Record) {
        records.withLock { $0.append(record) }
    }

    /// Takes every record of a name away.
    package func withdraw(_ owner: String) {
        records.withLock { $0.removeAll { $0.owner.lowercased() == owner.lowercased() } }
    }

    /// The whole answer: the records of the type, or where an alias leads.
    package func answer(_ query: NameServerQuery) -> [[UInt8]] {
        let all = records.withLock { $0 }
        let own = all.filter { $0.owner.lowercased() == query.name }
        let found = own.filter { $0.type == query.type }
        // A name exists when it or one below it has a record.
        let exists = all.contains {
            $0.owner.lowercased() == query.name || $0.owner.lowercased().hasSuffix("." + query.name)
        }
        let shown = found.isEmpty ? own.filter { $0.type == 5 } : found
        return [NameServerReply(shown, code: exists ? 0 : 3).octets(for: query)]
    }
}
