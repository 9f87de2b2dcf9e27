import Glibc

/// How many files and connections a run may have open at the same time.
enum OpenFiles {
    /// The limit that Linux sets where nobody sets another; enough for every setting.
    private static let usual: rlim_t = 1_024
    /// Enough for the defaults: eight connections, four hooks, the ledger, and twice that.
    private static let least: rlim_t = 128
    /// What a hook takes while it is started.
    private static let perHook = 14
    /// What a run takes beside its hooks.
    private static let beside = 64

    /// Raises a limit that is lower than usual, as far as the system lets a program do that.
    ///
    /// A run that could not even open what it begins with is refused before it begins: files that
    /// cannot be opened halfway look like anything but a limit.
    static func makeRoom() throws(JobError) {
        var limit = rlimit()
        guard unsafe getrlimit(resource, &limit) == 0, limit.rlim_cur < usual else { return }
        limit.rlim_cur = min(usual, limit.rlim_max)
        guard limit.rlim_cur >= least, unsafe setrlimit(resource, &limit) == 0 else {
            throw .tooFewFiles(limit: Int(clamping: limit.rlim_cur), least: Int(least))
        }
    }

    /// How many hooks there is room for at the same time.
    static var hooks: Int {
        var limit = rlimit()
        guard unsafe getrlimit(resource, &limit) == 0 else { return 1 }
        return max(1, (Int(clamping: limit.rlim_cur) - beside) / perHook)
    }

    private static var resource: Int32 { Int32(RLIMIT_NOFILE.rawValue) }
}
