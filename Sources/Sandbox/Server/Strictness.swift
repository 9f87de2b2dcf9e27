/// What `--strict` refuses beyond the API, so that a client's slips show.
enum Strictness {
    /// The first complaint about a call; nil for a call with documented parameters only.
    static func complaint(_ fields: Fields, _ command: any Command) -> String? {
        let documented = Set(
            (Commands.globalParameters + command.parameters).map { $0.lowercased() })
        var seen: Set<String> = []
        for (name, _) in fields.sent {
            guard documented.contains(name.lowercased()) else {
                return "strict: the parameter \(name) of \(command.name) is not documented"
            }
            guard seen.insert(name.lowercased()).inserted else {
                return "strict: the parameter \(name) of \(command.name) is sent twice"
            }
        }
        return nil
    }
}
