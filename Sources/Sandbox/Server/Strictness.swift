/// What `--strict` refuses beyond the API, so that a client's slips show.
enum Strictness {
    /// The first complaint about a call; nil for a call with documented parameters only.
    static func complaint(_ fields: Fields, _ command: any Command) -> String? {
        guard !command.isPostOnly || fields.method == "POST" else {
            return "strict: \(command.name) is documented for POST alone"
        }
        let documented = Set(
            (Commands.globalParameters + command.parameters).map { $0.lowercased() })
        var seen: Set<String> = []
        for (name, _) in fields.sent {
            guard
                documented.contains(name.lowercased())
                    || documented.contains(pattern(of: name.lowercased()))
            else {
                return "strict: the parameter \(name) of \(command.name) is not documented"
            }
            guard seen.insert(name.lowercased()).inserted else {
                return "strict: the parameter \(name) of \(command.name) is sent twice"
            }
        }
        return nil
    }

    /// The name with the number at its end as `#`: `hostname12` becomes `hostname#`.
    private static func pattern(of name: String) -> String {
        let base = name.reversed().drop { $0.isASCII && $0.isNumber }.reversed()
        let isNumbered = number(name.dropFirst(base.count)) != nil
        return isNumbered ? String(base) + "#" : name
    }

    /// A number from 1 without leading zeros; nil for anything else.
    static func number(_ text: Substring) -> Int? {
        guard let number = Int(text), number > 0, String(number) == text else { return nil }
        return number
    }
}
