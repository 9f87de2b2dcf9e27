import Glibc
import Synchronization
import Testing

@testable import Jobs

/// How many are at work at the same moment, and who began when.
private final class Watch: Sendable {
    private let state = Mutex((now: 0, most: 0, order: [Int]()))

    var most: Int { state.withLock { $0.most } }
    var order: [Int] { state.withLock { $0.order } }

    func during(_ number: Int, _ body: () async -> Void) async {
        state.withLock {
            $0.now += 1
            $0.most = max($0.most, $0.now)
            $0.order.append(number)
        }
        await body()
        state.withLock { $0.now -= 1 }
    }
}

/// Lets every other task that can run do so for a while.
private func others() async { for _ in 0..<50 { await Task.yield() } }

@Suite(.timeLimit(.minutes(1))) struct `Work that overlaps` {
    @Test(arguments: [1, 3, 50])
    func `gives its results in the order it was given`(atOnce: Int) async {
        let watch = Watch()
        let values = await inOrder(Array(0..<40), atOnce: atOnce) { number in
            await watch.during(number) { for _ in 0..<(40 - number) { await Task.yield() } }
            return number * 2
        }
        #expect(values == (0..<40).map { $0 * 2 })
        #expect(watch.most <= atOnce)
        #expect(watch.most > 1 || atOnce == 1)
    }

    @Test func `waits for a slot, the first come first`() async {
        let slots = Slots(1)
        let watch = Watch()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<6 {
                group.addTask { await slots.run { await watch.during(number, others) } }
                await others()
            }
        }
        #expect(watch.most == 1)
        #expect(watch.order == Array(0..<6))
    }

    @Test func `goes on at once when more slots are allowed`() async {
        let slots = Slots(0)
        let watch = Watch()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                group.addTask {
                    await slots.run {
                        await watch.during(number) {
                            slots.allow(3)
                            while watch.most < 3, number < 3 { await Task.yield() }
                        }
                    }
                }
            }
        }
        #expect(watch.most == 3)
    }

    @Test func `may hold as many threads as it was given, and no task stays behind`() async {
        let threads = WorkThreads(6)
        let watch = Watch()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<12 {
                group.addTask(executorPreference: threads) {
                    await watch.during(number) {
                        // Without a thread for each of six, none of them would ever go on.
                        while watch.most < 6 { hold() }
                    }
                }
            }
        }
        threads.close()
        #expect(watch.most == 6)
        #expect(watch.order.count == 12)
    }

    @Test func `keeps complaints back until they are told`() {
        let transcript = Transcript()
        let console = Console(program: "ssl-test", quiet: true, verbose: false)
            .keepingBack(in: transcript)
        console.complain("first", about: "www.example.com")
        console.complain("second")
        #expect(
            transcript.take() == ["ssl-test: www.example.com: first\n", "ssl-test: second\n"])
        #expect(transcript.take() == [])
    }
}

/// Keeps its thread for a moment, as a wait for the disk does.
private func hold() { usleep(1_000) }

@Suite struct `The pauses of a run` {
    private func clock(_ moment: String?) throws -> RunClock {
        try RunClock(environment: moment.map { ["SSL_LEDGER_NOW": $0] } ?? [:])
    }

    @Test(arguments: [
        (nil, [5]), (0, [0]), (3, [3]), (5, [5]), (20, [5, 10]), (35, [5, 10, 20]),
        (200, [5, 10, 20, 40, 60, 60]),
    ])
    func `are one, or grow as long as it may wait`(_ use: (wait: Int?, pauses: [Int])) throws {
        var pauses = Pauses(wait: use.wait.map { .seconds($0) }, clock: try clock(nil))
        var taken = [pauses.take()]
        while pauses.hasMore { taken.append(pauses.take()) }
        #expect(taken == use.pauses.map { .seconds($0) })
    }

    @Test func `are not waited for by a clock that was set`() throws {
        var pauses = Pauses(wait: .seconds(200), clock: try clock("2026-11-20T03:17:00Z"))
        var count = 0
        repeat {
            #expect(pauses.take() == .zero)
            count += 1
        } while pauses.hasMore
        #expect(count == 6)
    }
}
