/// What a name server says to one question.
package struct Answer: Sendable, Equatable {
    /// What the server knows of the name and type.
    package enum Finding: Sendable, Equatable {
        /// The records of the type, found at the name or where its aliases lead.
        case records([Record])
        /// The name is an alias, and the server says nothing of the name it leads to.
        case alias(String)
        /// The name exists and has no such record; a server that is not authoritative and was
        /// not asked to recurse says so too when it merely knows nothing.
        case noData
        /// The name, or the one its aliases lead to, does not exist.
        case noSuchName
    }

    /// What the server knows.
    package let finding: Finding
    /// Whether the server answers for the zone itself (the AA bit).
    package let isAuthoritative: Bool
    /// Whether the server says that it has validated the answer with DNSSEC (the AD bit).
    package let isAuthenticated: Bool

    /// The content of the records found, none where there are none.
    package var contents: [Record.Content] {
        guard case .records(let records) = finding else { return [] }
        return records.map(\.content)
    }
}
