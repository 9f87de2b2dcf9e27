internal import CResolv
internal import Glibc

/// A server's message, read record by record.
struct Message {
    /// More records than any name asked for here has; each costs time to read.
    private static let greatestCount = 256

    private let octets: [UInt8]

    /// A message with the head that every message has.
    init?(_ octets: [UInt8]) {
        guard octets.count >= 12 else { return nil }
        self.octets = octets
    }

    /// The records of the answer section; nil where the message breaks the rules.
    func records() -> [Record]? {
        let count = unsafe dns_count_records(octets, Int32(octets.count))
        guard (0...Self.greatestCount).contains(Int(count)) else { return nil }
        var known: [Record] = []
        for index in 0..<count {
            switch record(index) {
            case .known(let record): known.append(record)
            case .other: continue
            case .broken: return nil
            }
        }
        return known
    }

    /// What a record turns out to be.
    private enum Reading {
        case known(Record)
        /// Of a type or class that is never asked for, as a signature is.
        case other
        case broken
    }

    /// The response code (RFC 1035, 4.1.1).
    var code: Int { Int(octets[3] & 0x0F) }
    var isAuthoritative: Bool { octets[2] & 0x04 != 0 }
    var isAuthenticated: Bool { octets[3] & 0x20 != 0 }

    private func record(_ index: Int32) -> Reading {
        var head = dns_record()
        var owner = [CChar](repeating: 0, count: Int(DNS_NAME_ROOM))
        let state = unsafe dns_read_record(octets, Int32(octets.count), index, &head, &owner)
        let range = Int(head.offset)..<Int(head.offset) + Int(head.size)
        guard state == 1, range.upperBound <= octets.count else { return .broken }
        guard head.record_class == 1, let type = RecordType(rawValue: Int(head.type)) else {
            return .other
        }
        guard let content = content(type, range) else { return .broken }
        return .known(
            Record(
                owner: Self.text(owner), timeToLive: Int(head.time_to_live), content: content))
    }

    private func content(_ type: RecordType, _ range: Range<Int>) -> Record.Content? {
        switch type {
        case .a: range.count == 4 ? address(AF_INET, range) : nil
        case .aaaa: range.count == 16 ? address(AF_INET6, range) : nil
        case .cname: wholeName(range).map { .alias($0) }
        case .ns: wholeName(range).map { .nameServer($0) }
        case .soa: start(range)
        case .txt: text(range)
        case .caa: authorization(octets[range])
        }
    }

    private func address(_ family: Int32, _ range: Range<Int>) -> Record.Content? {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let isShown =
            unsafe inet_ntop(
                family, Array(octets[range]), &text, socklen_t(text.count)) != nil
        return isShown ? .address(Self.text(text)) : nil
    }

    /// A name and where it ends.
    private func name(at offset: Int) -> (text: String, end: Int)? {
        var text = [CChar](repeating: 0, count: Int(DNS_NAME_ROOM))
        let size = unsafe dns_read_name(octets, Int32(octets.count), Int32(offset), &text)
        return size > 0 ? (Self.text(text), offset + Int(size)) : nil
    }

    private func wholeName(_ range: Range<Int>) -> String? {
        guard let name = name(at: range.lowerBound), name.end == range.upperBound else {
            return nil
        }
        return name.text
    }

    private func start(_ range: Range<Int>) -> Record.Content? {
        guard let primary = name(at: range.lowerBound), let mailbox = name(at: primary.end),
            mailbox.end + 20 == range.upperBound
        else { return nil }
        let serial = octets[mailbox.end..<mailbox.end + 4].reduce(UInt32(0)) {
            $0 << 8 | UInt32($1)
        }
        return .start(primary: primary.text, serial: serial)
    }

    private func text(_ range: Range<Int>) -> Record.Content? {
        var joined: [UInt8] = []
        var rest = octets[range]
        while let size = rest.popFirst() {
            guard rest.count >= Int(size) else { return nil }
            joined += rest.prefix(Int(size))
            rest = rest.dropFirst(Int(size))
        }
        return .text(String(decoding: joined, as: UTF8.self))
    }

    private func authorization(_ content: ArraySlice<UInt8>) -> Record.Content? {
        var rest = content
        guard let flags = rest.popFirst(), let size = rest.popFirst(), size > 0,
            rest.count >= Int(size)
        else { return nil }
        return .authorization(
            Record.Authorization(
                isCritical: flags & 0x80 != 0,
                tag: String(decoding: rest.prefix(Int(size)), as: UTF8.self).lowercased(),
                value: String(decoding: rest.dropFirst(Int(size)), as: UTF8.self)))
    }

    /// Text of the C library up to its zero, names in lower case.
    private static func text(_ characters: [CChar]) -> String {
        let octets = characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: octets, as: UTF8.self).lowercased()
    }
}
