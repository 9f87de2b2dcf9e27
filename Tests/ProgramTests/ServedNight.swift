import Foundation
import TestSupport

/// A seller's machine whose hook copies certificates to where a web server shows them.
struct ServedNight {
    /// Moment of the second reissue: the certificates of the first night end on 2027-06-08.
    static let later = "2027-06-01T03:17:00Z"

    let night: Night
    private let sandbox: RunningSandbox
    /// Where the web server finds the certificate of each name.
    let current: String

    /// Enrols three subscriptions that are due: one name, three names, and a wildcard that is
    /// asked about at an address.
    init(port: Int, in place: TemporaryFolder, settings: String = "") async throws {
        sandbox = try await RunningSandbox(certificates: 25)
        current = place.file("current")
        try FileManager.default.createDirectory(
            atPath: current, withIntermediateDirectories: true)
        let root = place.path
        night = try Night(
            sandbox,
            settings: """
                ServedCheck on
                ServedPort \(port)
                ServedAddress 127.0.0.1
                DeploymentHook /nowhere
                DeploymentHook *.harbour-demo.test \(root)/deploy
                ReloadUnit * nginx.service
                Systemctl \(root)/systemctl
                \(settings)
                """)
        try ServedNight.writePrograms(into: place, current: current)
        try await sandbox.move(to: Night.first)
        let rows = try sandbox.folder.read("subscriptions.csv").split(whereSeparator: \.isNewline)
        let wanted = ["reference": "served", "S-00003": "", "S-00006": ""]
            .merging(["S-00005": "127.0.0.1:\(port)"]) { $1 }
        let list = rows.compactMap { row in
            wanted[row.prefix { $0 != "," }.description].map { "\(row),\($0)\n" }
        }
        try night.folder.write(list.joined(), to: "three.csv")
        try await night.enrol(night.folder.file("three.csv"))
    }

    /// A hook that may be broken or lazy, and what stands for systemctl.
    private static func writePrograms(into place: TemporaryFolder, current: String) throws {
        let root = place.path
        try place.write(
            """
            #!/bin/sh
            set -f
            test -e '\(root)/broken' && { echo 'no route to host' >&2; exit 1; }
            test -e '\(root)/lazy' && exit 0
            for name in $RENEWED_DOMAINS; do
                case $name in '*.'*) name=www.${name#??} ;; esac
                mkdir -p '\(current)'/"$name"
                cp "$SSL_LIVE"/fullchain.pem "$SSL_LIVE"/privkey.pem '\(current)'/"$name"
            done
            echo "copied for $SSL_HOST"

            """, to: "deploy", mode: 0o700)
        try place.write(
            "#!/bin/sh\necho \"$@\" >>'\(root)/systemctl.calls'\n", to: "systemctl", mode: 0o700)
    }

    /// Moves both clocks to another night and reads the account.
    func goOn(to moment: String) async throws {
        try await sandbox.move(to: moment)
        _ = try await night.run("ssl-scan", at: moment)
    }

    /// What the targets of the current certificates showed at the last look.
    func seen() async throws -> [String] {
        try await night.rows(
            """
            SELECT v.target || ' ' || v.state FROM served AS v
            JOIN subscription AS s ON s.certificate_id = v.certificate_id ORDER BY 1
            """)
    }
}
