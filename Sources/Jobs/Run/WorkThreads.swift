import Dispatch
import Foundation
import Synchronization

/// Threads for tasks that wait for the disk, so that many of them can wait at the same time.
///
/// The threads that tasks usually share are as many as the machine has cores; a key, a version
/// folder and the ledger each make a task wait, and waits that overlap cost the disk little more
/// than one.
final class WorkThreads: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let isClosed = Atomic(false)
    private let signal = DispatchSemaphore(value: 0)
    private let count: Int

    /// Starts so many threads; they end with `close`.
    init(_ count: Int) {
        self.count = count
        for _ in 0..<count { Thread.detachNewThread { self.work() } }
    }

    /// Ends the threads once no task uses them any more.
    func close() {
        isClosed.store(true, ordering: .releasing)
        for _ in 0..<count { signal.signal() }
    }

    /// Gives a job to the thread that is free first.
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        signal.signal()
    }

    private func work() {
        while true {
            signal.wait()
            let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            if let job {
                unsafe job.runSynchronously(on: asUnownedTaskExecutor())
            } else if isClosed.load(ordering: .acquiring) {
                return
            }
        }
    }
}
