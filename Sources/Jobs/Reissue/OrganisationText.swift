package import NamecheapAPI

/// The particulars of an organisation as the ledger keeps them: `Name value` lines.
package enum OrganisationText {
    /// The lines of particulars.
    package static func lines(_ particulars: [NamecheapParameter]) -> String {
        particulars.map { "\($0.name) \($0.value)\n" }.joined()
    }

    /// The particulars of lines.
    package static func parameters(_ lines: String) -> [NamecheapParameter] {
        lines.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ", maxSplits: 1)
            return words.count == 2
                ? NamecheapParameter(String(words[0]), String(words[1])) : nil
        }
    }
}
