internal import CResolv
internal import Glibc

/// Asking one server and waiting for its answer, on the thread that calls it.
struct Exchange {
    let server: NameServer
    let question: Question
    /// For how long an answer is waited for, in milliseconds.
    let limit: Int64
    /// How often the question is sent at most within the limit.
    let tries: Int

    /// The octets of the answer, by TCP where it is too long for a datagram.
    func answer() throws(DNSError) -> [UInt8] {
        var address = sockaddr_storage()
        let size = unsafe dns_server_address(server.address, server.port, &address)
        guard size > 0 else { throw .badServer(server.text) }
        let end = dns_now() + limit
        for attempt in 1...max(1, tries) {
            // Each try waits for its share, and the last for what is left.
            let share = limit * Int64(attempt) / Int64(max(1, tries))
            let message = try ask(by: .datagram, &address, size, until: end - limit + share)
            guard let message else { continue }
            guard message[2] & 0x02 != 0 else { return message }
            if let whole = try ask(by: .stream, &address, size, until: end) { return whole }
            break
        }
        throw .timedOut(server: server.text, name: question.name)
    }

    private enum Transport {
        case datagram
        case stream
    }

    /// One try; nil when its time has passed.
    private func ask(
        by transport: Transport, _ address: inout sockaddr_storage, _ size: socklen_t,
        until deadline: Int64
    ) throws(DNSError) -> [UInt8]? {
        var room = [UInt8](repeating: 0, count: 65_535)
        let octets = question.octets
        let length =
            switch transport {
            case .datagram:
                unsafe dns_ask_by_datagram(
                    &address, size, octets, Int32(octets.count), &room, Int32(room.count),
                    deadline)
            case .stream:
                unsafe dns_ask_by_stream(
                    &address, size, octets, Int32(octets.count), &room, Int32(room.count),
                    deadline)
            }
        let reason = errno
        if length > 0 { return Array(room.prefix(Int(length))) }
        if length == DNS_TIMED_OUT { return nil }
        guard length == DNS_FAILED else {
            throw .malformed(server: server.text, name: question.name)
        }
        throw .unreachable(
            server: server.text, name: question.name,
            reason: unsafe String(cString: strerror(reason)))
    }
}
