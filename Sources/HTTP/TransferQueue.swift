import CCurl
import Synchronization

/// The way of requests to the thread that makes transfers of them, and of answers back.
final class TransferQueue: Sendable {
    /// How one transfer ended.
    typealias Answer = Result<HTTPResponse, HTTPError>

    /// A request that somebody waits for.
    struct Job: Sendable {
        let id: Int
        let request: HTTPRequest
        let target: HTTPTarget
        fileprivate let waiting: CheckedContinuation<Answer, Never>

        /// Hands the answer to whoever waits.
        func end(_ answer: Answer) { waiting.resume(returning: answer) }
    }

    /// What the thread has to do next.
    struct Work {
        var begun: [Job] = []
        var cancelled: [Int] = []
    }

    private struct State {
        var jobs: [Job] = []
        var cancelled: Set<Int> = []
        var lastID = 0
        var isClosed = false
        var hasPump = false
        /// Where libcurl's handle lies while it can be woken, as a number: pointers stay where
        /// they are, and waking is the one thing that any thread may do with it.
        var waker: UInt = 0
    }

    /// How many transfers may be under way at once.
    let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether a thread has to be started; true once.
    func claimPump() -> Bool {
        state.withLock { state in
            defer { state.hasPump = true }
            return !state.hasPump
        }
    }

    /// The answer, once the thread has it; cancelling the task ends the transfer.
    func send(_ request: HTTPRequest, to target: HTTPTarget) async -> Answer {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { waiting in
                add(Job(id: id, request: request, target: target, waiting: waiting))
            }
        } onCancel: {
            cancel(id)
        }
        state.withLock { _ = $0.cancelled.remove(id) }  // cancelled too late, or not at all
        return answer
    }

    /// Nobody sends any more: the thread ends.
    func close() {
        state.withLock { state in
            state.isClosed = true
            TransferQueue.wake(state.waker)
        }
    }

    private func add(_ job: Job) {
        let refusal: HTTPError? = state.withLock { state in
            let host = job.target.host
            if state.cancelled.contains(job.id) { return .cancelled(host: host, sent: false) }
            if state.isClosed {
                return .library(host: host, reason: "it has stopped", sent: false)
            }
            state.jobs.append(job)
            TransferQueue.wake(state.waker)
            return nil
        }
        if let refusal { job.end(.failure(refusal)) }
    }

    private func cancel(_ id: Int) {
        let job: Job? = state.withLock { state in
            if let place = state.jobs.firstIndex(where: { $0.id == id }) {
                return state.jobs.remove(at: place)
            }
            state.cancelled.insert(id)
            TransferQueue.wake(state.waker)
            return nil
        }
        job?.end(.failure(.cancelled(host: job?.target.host ?? "", sent: false)))
    }

    private static func wake(_ waker: UInt) {
        guard let multi = unsafe UnsafeMutableRawPointer(bitPattern: waker) else { return }
        // Where waking fails the thread looks again within a second all the same.
        _ = unsafe curl_multi_wakeup(multi)
    }
}

// The side of the thread.
extension TransferQueue {
    /// From now on the thread waits in `multi` and has to be woken; 0 when it waits no more.
    func setWaker(_ multi: UInt) {
        state.withLock { $0.waker = multi }
    }

    /// What to begin and what to end; nil when nobody will send any more.
    func take(running: some Collection<Int>) -> Work? {
        state.withLock { state in
            if state.isClosed { return nil }
            var work = Work()
            work.cancelled = running.filter(state.cancelled.contains)
            let room = max(0, limit - running.count + work.cancelled.count)
            work.begun = Array(state.jobs.prefix(room))
            state.jobs.removeFirst(work.begun.count)
            return work
        }
    }

    /// Refuses all that waits and all that comes: the thread cannot go on.
    func giveUp(reason: String) {
        let jobs = state.withLock { state in
            state.isClosed = true
            defer { state.jobs = [] }
            return state.jobs
        }
        for job in jobs {
            job.end(.failure(.library(host: job.target.host, reason: reason, sent: false)))
        }
    }
}
