import Glibc

/// A port of loopback for a server that is told its port.
package enum FreePort {
    /// Why none was found.
    package struct NoneFound: Error {}

    /// A port that nobody listens on, below those that the system gives out by itself (32768 and
    /// more), so that no other test's server gets it before it is used.
    package static func find() throws(NoneFound) -> Int {
        for _ in 0..<100 {
            let port = Int.random(in: 10_240..<32_768)
            if isFree(UInt16(port)) { return port }
        }
        throw NoneFound()
    }

    private static func isFree(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
