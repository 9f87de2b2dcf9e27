import Foundation
import NamecheapAPI
import Settings
import Subscriptions
import Wording

/// `pmnamecheap.log`: the exchange with the CA, in the detail that `debug.conf` asks for.
///
/// The key never appears in it: what comes here is redacted already.
package struct ExchangeLog: Sendable {
    private static let name = "pmnamecheap"

    let path: String
    let dates: LedgerSettings.LogDates
    let level: Int
    let clock: RunClock

    /// The log of the settings.
    package init(_ configuration: Configuration, clock: RunClock) {
        path = configuration.settings.log
        dates = configuration.settings.logDates
        level = configuration.debugLevels.level(log: ExchangeLog.name, component: "namecheap")
        self.clock = clock
    }

    /// Throws where the log cannot be written, before anything is sent that it would miss.
    ///
    /// A line is written, because a full disk takes none and does not mind an empty one.
    package func probe(program: String) throws(JobError) {
        guard level > 0 else { return }
        let folder = (path as NSString).deletingLastPathComponent
        if !FileManager.default.fileExists(atPath: folder) {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o750])
            } catch { throw .cannotWrite(path: folder, text: "it does not exist") }
        }
        try append(level < 5 ? "" : head(5) + program + " begins\n")
    }

    /// Writes what the level asks for; a log that fails in the middle ends no reissue.
    func record(_ exchange: Exchange, module: String) {
        let text = lines(of: exchange, module: module).map { "\(head($0.level))\($0.text)\n" }
        guard !text.isEmpty else { return }
        try? append(text.joined())
    }

    /// Levels as BILLmanager has them: 3 errors, 5 requests, 6 parameters, 7 the CA's answers.
    private func lines(of exchange: Exchange, module: String) -> [(level: Int, text: String)] {
        let seconds = exchange.elapsed.map { " in \($0)" } ?? ""
        let answer = exchange.httpStatus.map { "HTTP \($0), \(exchange.bytes) bytes" }
        let line =
            "\(module.printable()) \(exchange.command): \(answer ?? "no answer")\(seconds)"
        var lines: [(Int, String)] = []
        if let error = exchange.error {
            lines.append((3, "\(line): \(error.happened)"))
        } else {
            lines.append((5, line))
        }
        let parameters = exchange.parameters.map { "\($0.name)=\($0.value.printable(limit: 200))" }
        lines.append((6, "\(exchange.command) \(parameters.joined(separator: " "))"))
        lines.append((7, "\(exchange.command) \(exchange.body.printable(limit: 40_000))"))
        return lines.filter { $0.0 <= level }.map { (level: $0.0, text: $0.1) }
    }

    private func head(_ level: Int) -> String {
        let word = level <= 3 ? "ERROR" : level <= 5 ? "INFO" : "EXTINFO"
        let process = "[\(getpid()):1]"
        switch dates {
        case .iso: return "\(clock.now) \(process) namecheap \(word) "
        case .billmanager: return "\(billmanagerDate) \(process) namecheap \(word) "
        }
    }

    /// `Mar  3 00:24:36`: no year, no zone, the day padded with a blank.
    private var billmanagerDate: String {
        let now = clock.now
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let (_, month, day) = now.day.components
        let time = now.description.dropFirst(11).prefix(8)
        return "\(months[month - 1]) \(day < 10 ? " " : "")\(day) \(time)"
    }

    private func append(_ text: String) throws(JobError) {
        let descriptor = unsafe open(
            path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, text: systemText(errno)) }
        defer { close(descriptor) }
        leaveToOwnerOfFolder(descriptor)
        let bytes = Array(text.utf8)
        // One write a record, so that the lines of several programs never mix.
        let written = unsafe bytes.withUnsafeBytes {
            unsafe write(descriptor, $0.baseAddress, $0.count)
        }
        guard written == bytes.count else {
            throw .cannotWrite(path: path, text: systemText(errno))
        }
    }
    /// A log that root has just made belongs to whom its folder belongs: the night's user goes on.
    private func leaveToOwnerOfFolder(_ descriptor: Int32) {
        guard geteuid() == 0 else { return }
        var file = stat()
        var folder = stat()
        let place = (path as NSString).deletingLastPathComponent
        guard unsafe fstat(descriptor, &file) == 0, file.st_size == 0,
            unsafe stat(place, &folder) == 0
        else { return }
        // Where it fails, the next program says that it cannot write.
        _ = fchown(descriptor, folder.st_uid, folder.st_gid)
    }
}
