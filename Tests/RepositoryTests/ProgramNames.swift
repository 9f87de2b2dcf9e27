/// The names of our programs in a text.
enum ProgramNames {
    /// Every word that looks like one; `ssl-*` and the name of the product are none.
    static func all(in text: String) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber && !"-_".contains($0) }
            .filter { $0.hasPrefix("ssl-") && $0 != "ssl-" && !$0.hasPrefix("ssl-ledger") }
            .map(String.init)
    }
}
