/// A ZIP archive of small files, stored as they are (APPNOTE.TXT 6.3.10 of PKWARE, method 0).
///
/// Keys and certificates do not shrink worth mentioning, and a hundred lines need no other program
/// and no copy of the key on disk.
enum ZIPArchive {
    /// The archive of files with ASCII names, all of the format's first day: it says nothing.
    static func stored(_ files: [(name: String, content: [UInt8])]) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for file in files {
            let offset = archive.count
            let facts = facts(of: file)
            archive += number(0x0403_4B50) + facts + short(0) + Array(file.name.utf8)
            archive += file.content
            directory += number(0x0201_4B50) + short(madeBy) + facts
            // No extra field after the name's length, which `facts` ends with; no comment, disk 0.
            directory += short(0) + short(0) + short(0) + short(0)
            directory += number(UInt32(mode) << 16) + number(UInt32(offset))
            directory += Array(file.name.utf8)
        }
        let count = short(UInt16(files.count))
        return archive + directory + number(0x0605_4B50) + short(0) + short(0) + count + count
            + number(UInt32(directory.count)) + number(UInt32(archive.count)) + short(0)
    }

    /// Unix, version 2.0 of the format.
    private static let madeBy: UInt16 = 3 << 8 | 20
    /// A regular file for its owner alone.
    private static let mode: UInt16 = 0o100_600

    /// What local and central headers have in common: version needed to the name's length.
    private static func facts(of file: (name: String, content: [UInt8])) -> [UInt8] {
        let size = number(UInt32(file.content.count))
        let firstDay = short(0x0021)
        return short(20) + short(0) + short(0) + short(0) + firstDay
            + number(checksum(file.content)) + size + size + short(UInt16(file.name.utf8.count))
    }

    /// CRC-32 as in ISO 3309.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var remainder = UInt32.max
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 {
                remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0xEDB8_8320 : 0)
            }
        }
        return ~remainder
    }

    private static func short(_ value: UInt16) -> [UInt8] {
        [UInt8(value & 0xFF), UInt8(value >> 8)]
    }

    private static func number(_ value: UInt32) -> [UInt8] {
        short(UInt16(value & 0xFFFF)) + short(UInt16(value >> 16))
    }
}
