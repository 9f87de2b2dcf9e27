extension Int {
    /// The number with what it counts, `1 notice` and `2 notices`; for words whose plural ends
    /// with an s.
    package func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
