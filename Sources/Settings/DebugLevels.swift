/// The levels of `debug.conf`: `<log>[.<component>] <0–9>`, `*` for every component or log.
///
/// 0 off, 1 notices, 2 critical, 3 errors, 4 warnings, 5 request information, 6 extended,
/// 7 remote service messages, 8 trace, 9 debug.
package struct DebugLevels: Sendable, Equatable {
    /// The level where the file says nothing: what a request was and how it ended.
    package static let usual = 5

    private let levels: [String: Int]

    /// Reads the file's text; an empty one is fine.
    package static func parse(
        _ text: String, file: String
    ) throws(SettingsError) -> DebugLevels {
        var levels: [String: Int] = [:]
        var problems: [SettingProblem] = []
        for (number, content) in try SettingsText.numberedLines(of: text, file: file) {
            let (target, value) = SettingsText.words(content)
            if let level = wholeNumber(value), level <= 9 {
                levels[target.contains(".") ? String(target) : "\(target).*"] = level
            } else {
                problems.append(
                    SettingProblem(
                        file: file, line: number,
                        kind: .wrongValue(
                            name: String(target), value: String(value),
                            allowed: "a level from 0 to 9")))
            }
        }
        guard problems.isEmpty else { throw .problems(problems) }
        return DebugLevels(levels: levels)
    }

    /// The level of a component of a log; the line that names most decides, then the last one.
    package func level(log: String, component: String) -> Int {
        levels["\(log).\(component)"] ?? levels["\(log).*"] ?? levels["*.\(component)"]
            ?? levels["*.*"] ?? DebugLevels.usual
    }
}
