private import Glibc
internal import SystemPackage

/// Whether this process may open as many files as it takes to start a program.
enum FreeDescriptors {
    /// What a start takes at most, and once more for another start at the same moment: its input,
    /// three pipes, the working folder, and what waits for its output.
    private static let needed = 28

    /// Throws the system's error where that many cannot be opened now.
    ///
    /// swift-subprocess (1.0.2) ends the whole process where it gets some of its pipes and not
    /// all, or waits for ever, so it is not begun then.
    static func check() throws(Errno) {
        var opened: [Int32] = []
        defer {
            for descriptor in opened { _ = close(descriptor) }  // Nothing was written to them.
        }
        while opened.count < needed {
            let descriptor = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Errno(rawValue: errno) }
            opened.append(descriptor)
        }
    }
}
