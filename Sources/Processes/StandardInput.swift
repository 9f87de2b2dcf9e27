private import Glibc
internal import SystemPackage

/// Bytes that a program finds on its standard input.
enum StandardInput {
    /// A nameless temporary file that holds the bytes and is read from the start.
    ///
    /// A pipe would deliver SIGPIPE to this process when the program does not read all of it.
    static func holding(_ bytes: [UInt8]) throws -> FileDescriptor {
        guard !bytes.isEmpty else { return try .open(FilePath("/dev/null"), .readOnly) }
        guard let stream = unsafe tmpfile() else { throw Errno(rawValue: errno) }
        defer {
            _ = unsafe fclose(stream)  // nothing is buffered in it
        }
        let file = unsafe try FileDescriptor(rawValue: fileno(stream)).duplicate()
        do {
            _ = try file.writeAll(bytes)  // the count is always that of the bytes
            _ = try file.seek(offset: 0, from: .start)  // the new offset is 0
        } catch {
            try file.close()
            throw error
        }
        return file
    }
}
