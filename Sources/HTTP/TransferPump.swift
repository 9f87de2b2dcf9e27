import CCurl
import Foundation

/// Drives all transfers of a queue at once, on a thread of its own.
///
/// A thread and no actor: it waits inside libcurl, and an actor that waits would hold one of the
/// few threads that all tasks share, on a machine with one core the only one.
@safe
final class TransferPump {
    private struct Running {
        let transfer: Transfer
        let job: TransferQueue.Job
    }

    /// Milliseconds that libcurl waits at most: it measures trickles at least so often.
    private static let turn: Int32 = 1_000

    private let multi: UnsafeMutableRawPointer
    private let queue: TransferQueue
    private let route: HTTPRoute
    /// Transfers under way, by the address of their handle.
    private var running: [UInt: Running] = [:]
    /// Handles that serve again: they keep what they know of TLS sessions.
    private var idle: [Transfer] = []

    /// Starts the thread; it ends when the queue is closed.
    static func start(_ queue: TransferQueue, route: HTTPRoute) {
        Thread.detachNewThread {
            guard let pump = TransferPump(queue, route: route) else {
                return queue.giveUp(reason: "it did not start")
            }
            pump.run()
        }
    }

    private init?(_ queue: TransferQueue, route: HTTPRoute) {
        guard Transfer.isSetUp, let multi = unsafe curl_multi_init() else { return nil }
        unsafe self.multi = unsafe multi
        self.queue = queue
        self.route = route
        // A request that may not be repeated always has a new connection; the others share these.
        guard unsafe transfers_keep_connections(multi, queue.limit) == CURLM_OK else { return nil }
    }

    deinit {
        idle = []
        _ = unsafe curl_multi_cleanup(multi)  // the thread ends: nothing is left to be told
    }

    private func run() {
        unsafe queue.setWaker(UInt(bitPattern: multi))
        while let work = queue.take(running: running.values.map(\.job.id)) {
            for id in work.cancelled { cancel(id) }
            for job in work.begun { begin(job) }
            guard turn() else {
                failAll()
                break
            }
        }
        // Nobody wakes a handle that is gone.
        queue.setWaker(0)
    }

    private func begin(_ job: TransferQueue.Job) {
        do throws(HTTPError) {
            let transfer: Transfer
            if let used = idle.popLast() {
                transfer = used
            } else {
                transfer = try Transfer(host: job.target.host)
            }
            try transfer.begin(job.request, to: job.target, by: route)
            guard unsafe curl_multi_add_handle(multi, transfer.handle) == CURLM_OK else {
                throw .library(host: job.target.host, reason: "it takes no more", sent: false)
            }
            unsafe running[UInt(bitPattern: transfer.handle)] = Running(
                transfer: transfer, job: job)
        } catch {
            job.end(.failure(error))
        }
    }

    /// Lets libcurl do what can be done now and wait for more; false when it cannot.
    private func turn() -> Bool {
        guard unsafe transfers_go_on(multi) == CURLM_OK else { return false }
        var code = CURLE_OK
        var hasEnded = false
        while let handle = unsafe transfers_next_ended(multi, &code) {
            hasEnded = true
            end(UInt(bitPattern: handle)) { transfer throws(HTTPError) in
                try transfer.end(code)
            }
        }
        // Whoever waited may have the next request ready, and others wait for the room.
        if hasEnded { return true }
        return unsafe transfers_wait(multi, Self.turn) == CURLM_OK
    }

    private func cancel(_ id: Int) {
        guard let handle = running.first(where: { $1.job.id == id })?.key else { return }
        end(handle) { transfer throws(HTTPError) in throw transfer.cancelled }
    }

    private func failAll() {
        for handle in Array(running.keys) {
            end(handle) { transfer throws(HTTPError) in throw transfer.failed }
        }
        queue.giveUp(reason: "it cannot go on")
    }

    private func end(
        _ handle: UInt,
        _ answer: (Transfer) throws(HTTPError) -> HTTPResponse
    ) {
        guard let ended = running.removeValue(forKey: handle) else { return }
        let result: TransferQueue.Answer
        do throws(HTTPError) { result = .success(try answer(ended.transfer)) } catch {
            result = .failure(error)
        }
        if unsafe curl_multi_remove_handle(multi, ended.transfer.handle) == CURLM_OK {
            idle.append(ended.transfer)
        }
        ended.job.end(result)
    }
}
