private import Glibc

/// How a program ends; the words of sysexits where they fit.
package enum ExitStatus: Int32, Sendable, CaseIterable {
    /// All well, or nothing due.
    case success = 0
    /// Something failed, is not deployed, or is past the alarm.
    case failed = 1
    /// Work remains; only with `--strict`.
    case workRemains = 2
    /// The command line is wrong.
    case usage = 64
    /// The ledger is damaged, or newer than the program.
    case ledgerDamaged = 65
    /// A named file is missing.
    case fileMissing = 66
    /// Every enabled module is unreachable.
    case unreachable = 69
    /// The accounts do not add up.
    case accounts = 70
    /// A folder or file cannot be created or written.
    case cannotWrite = 73
    /// Output failed.
    case output = 74
    /// Another run holds the lock.
    case locked = 75
    /// Every enabled module refused us.
    case refused = 77
    /// The configuration is wrong.
    case configuration = 78

    /// Which of several applies, strongest first; the others end a run at once.
    private static let precedence: [ExitStatus] = [
        .accounts, .cannotWrite, .output, .configuration, .refused, .unreachable, .failed,
        .workRemains,
    ]

    /// The code of a run to which several apply.
    package static func strongest(of codes: some Sequence<ExitStatus>) -> ExitStatus {
        let codes = Set(codes).subtracting([.success])
        return precedence.first { codes.contains($0) } ?? codes.min { $0.rawValue < $1.rawValue }
            ?? .success
    }
}

extension ExitStatus {
    /// Ends the process with this status, at once.
    ///
    /// Nothing that libraries do at the end of a process is done: libcrypto gives back what it holds
    /// there, while a thread of ours may still be closing a connection (signals 6 and 11, once in a
    /// hundred orders). What matters is on the disk before, and standard output is written unbuffered.
    package func end() -> Never {
        fflush(nil)
        _exit(rawValue)
    }
}
