import CCurl

/// What has arrived of one answer, and why the rest is not wanted.
///
/// libcurl's callbacks hold a pointer to it while the transfer runs, on the thread that drives it.
struct Received {
    /// The reason to stop a transfer from inside.
    enum Stop {
        case tooLarge(limit: Int)
        case tooSlow
    }

    /// Bytes of all header lines together: the API sends less than one KiB.
    static let headerLimit = 65_536

    private(set) var body: [UInt8] = []
    private(set) var stop: Stop?
    private let bodyLimit: Int
    private let slowLimit: Duration
    /// Whether the blank line after the headers came; libcurl takes an end before it for a success.
    private(set) var hasAllHeaders = false
    private var headerBytes = 0
    private var windowStart: Duration?
    private var bytesAtWindowStart = 0

    init(bodyLimit: Int, slowLimit: Duration) {
        self.bodyLimit = bodyLimit
        self.slowLimit = slowLimit
    }

    /// Takes a piece of body; false when it is more than wanted.
    mutating func take(_ piece: UnsafeRawBufferPointer) -> Bool {
        guard body.count + piece.count <= bodyLimit else {
            stop = .tooLarge(limit: bodyLimit)
            return false
        }
        unsafe body.append(contentsOf: piece)
        return true
    }

    /// Counts a header line; false when all together are more than wanted.
    mutating func countHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        headerBytes += line.count
        hasAllHeaders = unsafe line.allSatisfy { $0 == 13 || $0 == 10 }
        guard headerBytes <= Received.headerLimit else {
            stop = .tooLarge(limit: Received.headerLimit)
            return false
        }
        return true
    }

    /// Whether the answer moves, by the transfer's own time.
    ///
    /// From its first line on, every window of `slowLimit` must bring `HTTPRequest.slowestRate`
    /// bytes a second.
    mutating func isMoving(at elapsed: Duration) -> Bool {
        let arrived = headerBytes + body.count
        guard arrived > 0 else { return true }
        guard let start = windowStart else {
            windowStart = elapsed
            bytesAtWindowStart = arrived
            return true
        }
        guard elapsed - start >= slowLimit else { return true }
        let wanted = (elapsed - start) / .seconds(1) * Double(HTTPRequest.slowestRate)
        guard Double(arrived - bytesAtWindowStart) >= wanted else {
            stop = .tooSlow
            return false
        }
        windowStart = elapsed
        bytesAtWindowStart = arrived
        return true
    }
}
