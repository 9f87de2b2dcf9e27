import DNS
import Foundation

extension NameServer {
    /// The first name server of /etc/resolv.conf (resolv.conf(5)), or nil where it names none.
    static var ofThisMachine: NameServer? {
        guard let text = try? String(contentsOfFile: "/etc/resolv.conf", encoding: .utf8) else {
            return nil
        }
        return first(in: text)
    }

    /// The first `nameserver` of a text in the form of resolv.conf.
    static func first(in text: String) -> NameServer? {
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split { $0 == " " || $0 == "\t" }
            if words.count >= 2, words[0] == "nameserver" {
                return NameServer(address: String(words[1]))
            }
        }
        return nil
    }

    /// The server of a setting: `192.0.2.53`, `192.0.2.53:5353`, `2001:db8::53` or with brackets
    /// and a port.
    init?(text: String) {
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            let address = String(text[text.index(after: text.startIndex)..<end])
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            guard let port = rest.isEmpty ? 53 : UInt16(rest.dropFirst()) else { return nil }
            self.init(address: address, port: port)
        } else if colons == 1 {
            let parts = text.split(separator: ":")
            guard parts.count == 2, let port = UInt16(parts[1]) else { return nil }
            self.init(address: String(parts[0]), port: port)
        } else {
            self.init(address: text)
        }
    }
}
