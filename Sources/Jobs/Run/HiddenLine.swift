import Foundation

/// A line that somebody types at a terminal and nobody sees.
enum HiddenLine {
    /// How reading a line ended.
    enum Answer: Equatable {
        /// A line.
        case line(String)
        /// ^C, ^\, ^D on an empty line, or a terminal that is gone.
        case givenUp
    }

    /// Shows the prompt on standard error and reads one line; nil where the terminal hides nothing.
    ///
    /// Keys are read one by one, so that ^C cannot end the program while the terminal shows
    /// nothing of what is typed: it is as before when this returns.
    static func read(_ prompt: String) -> Answer? {
        var before = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
        var hidden = before
        hidden.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        // One byte at a time, however long it takes (termios(3)): VTIME and VMIN.
        hidden.c_cc.5 = 0
        hidden.c_cc.6 = 1
        guard unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 else { return nil }
        // A terminal that is gone has nobody left to see an echo.
        defer { _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
        FileHandle.standardError.write(Data(prompt.utf8))
        defer { FileHandle.standardError.write(Data("\n".utf8)) }
        return typed()
    }

    private static func typed() -> Answer {
        var bytes: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            let count = unsafe Glibc.read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return .givenUp }
            switch byte {
            case 0x0a, 0x0d: return .line(String(decoding: bytes, as: UTF8.self))
            case 0x03, 0x1c: return .givenUp
            case 0x04 where bytes.isEmpty: return .givenUp
            case 0x08, 0x7f:
                // The bytes behind the first of a character are 10xxxxxx (RFC 3629).
                while let last = bytes.popLast(), last & 0xc0 == 0x80 { continue }
            case 0x15: bytes = []
            default: bytes.append(byte)
            }
        }
    }
}
