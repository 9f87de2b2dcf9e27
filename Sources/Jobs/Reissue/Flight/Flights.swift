import CertificateLedger
import NamecheapAPI
import Subscriptions

/// All flights of a run: the modules at the same time, each with what is its own.
struct Flights: Sendable {
    /// Threads of all flights together: each may wait for the disk, and costs little else.
    private static let mostThreads = 64

    let worker: IssuanceWorker
    let wait: Duration?

    /// Carries on what is open, begins what is due, and says what became of each, in that order.
    func fly(_ open: [Issuance], _ due: [Decision]) async -> [ModuleFlight.Outcome] {
        let starts = starts(open, due)
        guard !starts.isEmpty else { return [] }
        let isSerial = worker.context.isSerial
        let threads = isSerial ? nil : WorkThreads(min(Self.mostThreads, 32 * starts.count))
        defer { threads?.close() }
        return await inOrder(starts, atOnce: isSerial ? 1 : starts.count) { module, jobs in
            var flight = ModuleFlight(
                worker, module: module, starts: jobs, wait: wait, threads: threads)
            return await flight.run()
        }
    }

    /// The jobs of each module, the most urgent first, the modules as they come up.
    private func starts(
        _ open: [Issuance], _ due: [Decision]
    ) -> [(module: Int64, jobs: [FlightJob])] {
        var jobs: [(module: Int64, jobs: [FlightJob])] = []
        var places: [Int64: Int] = [:]
        func add(_ job: FlightJob, to module: Int64) {
            let place = places[module] ?? jobs.count
            places[module] = place
            if place == jobs.count { jobs.append((module, [])) }
            jobs[place].jobs.append(job)
        }
        for (place, issuance) in open.enumerated() {
            add(.carry(issuance, place: place), to: issuance.module)
        }
        for (place, decision) in due.enumerated() {
            guard case .act(let action, _) = decision.verdict else { continue }
            add(
                .begin(decision, action, place: open.count + place),
                to: decision.subscription.module)
        }
        return jobs
    }
}
