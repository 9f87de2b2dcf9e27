import Settings
import Wording

/// What a look at the configuration brings up.
struct Findings {
    /// What keeps programs from working as they should; each in one line.
    private(set) var problems: [String] = []
    /// What is allowed and probably not meant; each in one line.
    private(set) var warnings: [String] = []

    /// Notes what keeps programs from working.
    mutating func add(_ problem: String) {
        // What two lines of the settings name is wrong once.
        if !problems.contains(problem) { problems.append(problem) }
    }

    /// Notes what is allowed and probably not meant.
    mutating func warn(_ warning: String) {
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    /// Notes an error, every problem of a settings file by itself, with the file it is about.
    mutating func add(_ error: any Error, about file: String = "") {
        if case .problems(let problems)? = error as? SettingsError {
            for problem in problems { add(problem.text) }
        } else if let error = error as? any ExplainedError {
            let text = "\(error.happened); \(error.remedy)"
            let file = file.printable()
            add(file.isEmpty || text.contains(file) ? text : "\(file): \(text)")
        } else {
            add("an unexpected error: \(String(describing: error).printable())")
        }
    }

    /// The value of the body, or nil where it throws, which is noted.
    mutating func noting<Value>(
        about file: String = "", _ body: () throws -> Value
    ) -> Value? {
        do { return try body() } catch {
            add(error, about: file)
            return nil
        }
    }
}
