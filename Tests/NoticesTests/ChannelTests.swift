import Foundation
import Notices
import Processes
import TestSupport
import Testing
import Wording

@Suite struct `The outbox` {
    @Test func `keeps one file for a message that is delivered twice`() async throws {
        let scratch = try TemporaryFolder()
        let outbox = Outbox(folder: scratch.path)
        let first = try await outbox.deliver(Samples.message(id: "a.1@seller.example"))
        let again = try await outbox.deliver(
            Samples.message(id: "a.1@seller.example", text: "composed anew\n"))
        #expect(first == scratch.path + "/a.1@seller.example.eml")
        #expect(again == first)
        #expect(try scratch.paths() == ["a.1@seller.example.eml"])
        #expect(try !scratch.read("a.1@seller.example.eml").contains("composed anew"))
    }

    @Test func `shows its messages to their owner only`() async throws {
        let scratch = try TemporaryFolder()
        let path = try await Outbox(folder: scratch.path).deliver(Samples.message())
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        #expect(facts[.posixPermissions] as? Int == 0o600)
    }
}

@Suite struct `The mail program` {
    @Test func `gives its first line as the receipt, or is named where it is silent`() async throws
    {
        let scratch = try TemporaryFolder()
        let loud = try scratch.script("loud", "echo 'queued as 4711'; echo more")
        let silent = try scratch.script("silent", "cat > /dev/null")
        let message = try Samples.message()
        let limit = Duration.seconds(20)
        #expect(
            try await Sendmail(program: loud, timeLimit: limit).deliver(message)
                == "queued as 4711")
        #expect(
            try await Sendmail(program: silent, timeLimit: limit).deliver(message)
                == "accepted by \(silent)")
    }

    @Test(arguments: [
        (Int32(67), NoticeError.Permanence.permanent), (68, .permanent), (65, .permanent),
        (75, .transient), (69, .transient), (78, .transient), (1, .transient),
    ])
    func `tells by its exit status whether trying again helps`(
        _ status: Int32, _ permanence: NoticeError.Permanence
    ) async throws {
        let scratch = try TemporaryFolder()
        let program = try scratch.script("sendmail", "echo 'no such user' >&2; exit \(status)")
        let error = await #expect(throws: NoticeError.self) {
            try await Sendmail(program: program, timeLimit: .seconds(20))
                .deliver(Samples.message())
        }
        #expect(
            error
                == .refused(program: program, exit: .code(status), lastWords: "no such user"))
        #expect(error?.permanence == permanence)
        #expect(error?.retry == (permanence == .permanent ? .never : .later))
    }
}
