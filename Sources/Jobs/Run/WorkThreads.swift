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
        keepFewHeaps()
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

/// Lets threads share two heaps, where the library can.
///
/// glibc gives threads up to eight heaps a core, and what is freed in one stays in it; threads that
/// mostly wait are served as well by two (mallopt(3): M_ARENA_MAX is -8). The header is not part
/// of Swift's Glibc.
private func keepFewHeaps() {
    typealias SetOption = @convention(c) (Int32, Int32) -> Int32
    guard let function = unsafe dlsym(nil, "mallopt") else { return }
    // Where it is refused, the program needs more memory and does the same.
    _ = unsafe unsafeBitCast(function, to: SetOption.self)(-8, 2)
}
