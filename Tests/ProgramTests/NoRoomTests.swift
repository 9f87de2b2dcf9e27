import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `No room and no permission` {
    private func enrolled(_ settings: String = "") async throws -> Night {
        let night = try await Night(RunningSandbox(certificates: 1))
        try await night.sandbox.move(to: Night.first)
        try await night.enrol()
        return night
    }

    private func cannotWrite(_ what: String, _ remedy: String = "check that the folder exists")
        -> Explained
    {
        Explained(73, what, remedy, again: "later")
    }

    /// Nothing was sent; and once the obstacle is gone the next run does everything.
    private func expectRecovers(_ night: Night) async throws {
        #expect(try await night.sandbox.unrepeatable().isEmpty)
        let next = try await night.run("ssl-reissue", at: "2026-11-20T04:00:00Z")
        #expect(next.status == 0, "\(next)")
        #expect(try await night.rows("SELECT state FROM issuance") == ["stored"])
        #expect(try await night.sandbox.unrepeatable().count == 1)
    }

    @Test(.enabled("setpriv can make modes hold for root") { try await Obstacle.modesHold.value })
    func `for the store is 73 before anything is asked of the CA`() async throws {
        let night = try await enrolled()
        let store = night.folder.file("store")
        try FileManager.default.createDirectory(
            atPath: store, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o500])
        let outcome = try await night.run("ssl-reissue", under: Obstacle.obeyingModes)
        Explained(
            73, "this user may not use \(store)", "give the folder to the user the programs run as",
            again: "later"
        ).expect(outcome, of: "ssl-reissue")
        let tasks = try await night.openTasks()
        #expect(tasks.count == 1)
        #expect(tasks.first?.hasSuffix("its reissue waits for another attempt") == true)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: store)
        try await expectRecovers(night)
        #expect(try await night.openTasks().isEmpty)
    }

    @Test func `for the store, where a file is in its place, is 73 too`() async throws {
        let night = try await enrolled()
        let store = try night.folder.write("in the way", to: "store")
        let outcome = try await night.run("ssl-reissue")
        Explained(
            73, "\(store) cannot be used: Not a directory", "look at the file system",
            again: "later"
        ).expect(outcome, of: "ssl-reissue")
        #expect(try night.folder.read("store") == "in the way")
        try FileManager.default.removeItem(atPath: store)
        try await expectRecovers(night)
    }

    @Test func `for the store, where its place does not exist, is 73 and says so once`()
        async throws
    {
        let night = try await enrolled()
        let conf = try night.folder.read("ssl-ledger.conf")
        try night.folder.write(conf + "Store /no/such/place\n", to: "ssl-ledger.conf")
        let outcome = try await night.run("ssl-reissue")
        cannotWrite("/no/such/place cannot be written (the folder it lies in does not exist)")
            .expect(outcome, of: "ssl-reissue")
        #expect(try await night.rows("SELECT state FROM issuance").isEmpty)
        try night.folder.write(conf, to: "ssl-ledger.conf")
        try await expectRecovers(night)
    }

    @Test func `for the log is 73 before anything is asked of the CA`() async throws {
        let night = try await enrolled()
        try FileManager.default.removeItem(atPath: night.folder.file("logs"))
        try night.folder.write("in the way", to: "logs")
        let calls = try await night.sandbox.journal().count
        for program in ["ssl-scan", "ssl-reissue"] {
            cannotWrite("logs/pmnamecheap.log cannot be written (Not a directory)")
                .expect(try await night.run(program), of: program)
        }
        #expect(try await night.sandbox.journal().count == calls)
        try FileManager.default.removeItem(atPath: night.folder.file("logs"))
        try await expectRecovers(night)
    }

    @Test func `for notices and reports is 73, and they come with the next run`() async throws {
        let night = try await Night(RunningSandbox(certificates: 1))
        let list = try night.sandbox.folder.read("subscriptions.csv")
            .replacingOccurrences(of: ",auto,", with: ",manual,")
        try await night.enrol(night.folder.write(list, to: "list.csv"))
        try night.folder.write("in the way", to: "outbox")
        try night.folder.write("in the way", to: "reports")
        cannotWrite("outbox cannot be written").expect(
            try await night.run("ssl-notify"), of: "ssl-notify")
        cannotWrite("reports cannot be written").expect(
            try await night.run("ssl-report", "all"), of: "ssl-report")
        #expect(try await night.rows("SELECT state FROM notice") == [])
        try FileManager.default.removeItem(atPath: night.folder.file("outbox"))
        try FileManager.default.removeItem(atPath: night.folder.file("reports"))
        #expect(try await night.run("ssl-notify").status == 0)
        #expect(try await night.run("ssl-report", "all").status == 0)
        #expect(try night.folder.names(in: "outbox").count == 1)
        #expect(try night.folder.names(in: "reports").count == 8)
    }

    @Test func `on standard output is said, with a status that fits`() async throws {
        let night = try await enrolled()
        let programs = [("ssl-report", "due", Int32(73)), ("ssl-scan", "--verbose", 74)]
        for (program, argument, status) in programs {
            let outcome = try await RunningProgram.run(
                "/bin/sh",
                ["-c", "exec \"$@\" >/dev/full", "sh", Built.path(of: program), argument],
                environment: night.environment())
            #expect(outcome.status == status, "\(outcome)")
            #expect(outcome.errors.contains("\(program): no space is left for standard output"))
        }
        #expect(try await night.value("SELECT count(*) FROM run WHERE finished_at IS NULL") == "0")
    }

    @Test(
        .enabled("this user can make a file system") { try await Obstacle.diskFills.value },
        arguments: ["ledger", "store", "log"])
    func `on a full disk is 73, and nothing is lost`(_ place: String) async throws {
        let night = try await enrolled()
        let holdings = try await night.holdings()
        // A disk of its own in the place's stead, filled to the last byte, and kept for a look.
        let script = """
            set -e
            mkdir "$1/small"
            mount -t tmpfs -o size=1m none "$1/small"
            case $2 in
            ledger)
                cp "$1"/ledger.sqlite* "$1/small"
                set -- "$1" "$3" --ledger "$1/small/ledger.sqlite" ;;
            *)
                cp -r "$1/ssl-ledger.conf" "$1/modules.d" "$1/debug.conf" "$1/small"
                [ "$2" = store ] && place="Store $1/small/store" || place="Log $1/small/log"
                echo "$place" >>"$1/small/ssl-ledger.conf"
                set -- "$1" "$3" --config "$1/small/ssl-ledger.conf" ;;
            esac
            folder=$1
            shift
            head -c 2000000 /dev/zero >"$folder/small/fill" 2>/dev/null || true
            status=0
            "$@" || status=$?
            rm "$folder/small/fill"
            if [ -e "$folder/small/ledger.sqlite" ]; then
                cp "$folder"/small/ledger.sqlite* "$folder"
            fi
            exit $status
            """
        let outcome = try await RunningProgram.run(
            Obstacle.ownMounts[0],
            Array(Obstacle.ownMounts.dropFirst())
                + [script, "sh", night.folder.path, place, Built.path(of: "ssl-reissue")],
            environment: night.environment())
        #expect(outcome.status == 73, "\(outcome)")
        #expect(outcome.errors.contains("no space") || outcome.errors.contains("No space"))
        #expect(outcome.errors.contains("(try again: later)"))
        #expect(try await night.holdings() == holdings)
        try await expectRecovers(night)
    }
}
