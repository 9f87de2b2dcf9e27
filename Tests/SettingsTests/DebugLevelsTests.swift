import Settings
import Testing

@Suite struct `The debug levels` {
    @Test(arguments: [
        ("", 5), ("pmnamecheap.* 9", 9), ("pmnamecheap 8", 8), ("* 2", 2), ("*.* 3", 3),
        ("other.* 9", 5), ("pmnamecheap.xml 7", 5), ("pmnamecheap.http 7\npmnamecheap.* 1", 7),
        ("pmnamecheap.* 9\n# later\npmnamecheap.* 0", 0), ("* 9\npmnamecheap.* 4", 4),
        ("*.http 6\n* 1", 6),
    ])
    func `come from the line that names most`(text: String, level: Int) throws {
        let levels = try DebugLevels.parse(text, file: "debug.conf")
        #expect(levels.level(log: "pmnamecheap", component: "http") == level)
    }

    @Test func `refuse anything but 0 to 9, with every line`() {
        let error = #expect(throws: SettingsError.self) {
            try DebugLevels.parse("a 10\nb\nc 9\nd x\n", file: "debug.conf")
        }
        guard case .problems(let problems) = error else {
            Issue.record("it is \(String(describing: error))")
            return
        }
        #expect(problems.map(\.line) == [1, 2, 4])
        #expect(
            problems.first?.text
                == "debug.conf:1: a is \"10\", allowed is a level from 0 to 9")
    }
}
