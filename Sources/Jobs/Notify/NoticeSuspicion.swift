import CertificateLedger
import Notices

/// Messages that failed as if the channel itself did, before it is known whether it does.
///
/// A mail server that says 421 to one address, or cuts the line, may take every other one: only
/// where a message to a second address fares likewise is the channel believed to be of no use. So it
/// is where nobody hears what became of several in a row: each of them took all of its time.
struct NoticeSuspicion {
    /// A message that the channel did not take.
    struct Suspect {
        /// The message.
        let letter: NoticeLetter
        /// What is recorded about it.
        let records: [NoticeRecord]
        /// How it failed.
        let error: NoticeError
    }

    /// After how many messages in a row of which nobody hears the run goes on no longer.
    private static let mostDoubts = 3

    /// What failed, and whether the channel or the address was the reason is not known.
    private(set) var suspects: [Suspect] = []
    /// Whether the channel is of no use in this run any more.
    private(set) var isBlocked = false
    /// Whether it took something in this run.
    private var works = false
    private var doubts = 0
    private var lastDoubt: NoticeError?

    /// Why a message to an address is not begun now; nil where it is.
    func reasonToWait(_ recipient: String) -> String? {
        isBlocked || waits(recipient) ? "the channel does not work" : nil
    }

    /// Whether a message to an address would say nothing new about the channel.
    func waits(_ recipient: String) -> Bool {
        !works && suspects.contains { $0.letter.recipient == recipient }
    }

    /// A message failed as if the channel did.
    mutating func add(_ suspect: Suspect) {
        let recipient = suspect.letter.recipient
        isBlocked = suspects.contains { $0.letter.recipient != recipient }
        suspects.append(suspect)
    }

    /// The channel took a message; those that failed before it did so because of themselves.
    mutating func clear() -> [Suspect] {
        works = true
        doubts = 0
        defer { suspects = [] }
        return suspects
    }

    /// Nobody heard what became of a message.
    mutating func doubt(_ error: NoticeError) {
        doubts += 1
        lastDoubt = error
        if doubts == Self.mostDoubts { isBlocked = true }
    }

    /// The channel answered, whatever it said: it does not hang.
    mutating func answer() { doubts = 0 }

    /// What is left at the end of a run: its own fault where anything else was taken, and else the
    /// channel's; and whether the channel is at fault.
    mutating func end() -> (faulty: [Suspect], blocked: [Suspect], fault: NoticeError?) {
        defer { suspects = [] }
        let fault =
            doubts >= Self.mostDoubts ? lastDoubt : isBlocked || !works ? suspects.last?.error : nil
        return works ? (suspects, [], fault) : ([], suspects, fault)
    }
}
