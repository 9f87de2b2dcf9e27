extension StringProtocol {
    /// The text made safe for a terminal, a log line and a mail: control, format and
    /// direction-changing characters become `\u{…}`, and it is cut to `limit` characters.
    ///
    /// Every string from the CA, DNS, a file or a customer passes here before a person sees it.
    package func printable(limit: Int = 300) -> String {
        var shown = ""
        for (count, character) in self.enumerated() {
            guard count < limit else { return shown + "…" }
            shown +=
                character.unicodeScalars.allSatisfy(\.isHarmless)
                ? String(character)
                : character.unicodeScalars.map(\.shown).joined()
        }
        return shown
    }
}

extension Unicode.Scalar {
    fileprivate var isHarmless: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            false
        default: true
        }
    }

    fileprivate var shown: String {
        isHarmless ? String(self) : "\\u{\(String(value, radix: 16))}"
    }
}
