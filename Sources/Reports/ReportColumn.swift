/// A column of a report: its name is a promise.
package struct ReportColumn: Sendable, Equatable {
    /// What its cells are.
    package enum Kind: Sendable, Equatable {
        /// Text, which a spreadsheet must not take for a formula.
        case text
        /// A whole number.
        case number
        /// A day.
        case date
    }

    /// The name in the header and the key in JSON.
    package let name: String
    /// What its cells are.
    package let kind: Kind

    /// A column with its name and what its cells are.
    package init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }
}
