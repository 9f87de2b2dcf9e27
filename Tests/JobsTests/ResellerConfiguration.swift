import TestSupport

@testable import Jobs

extension Configuration {
    /// The settings of a seller with one module that reaches no CA, in a folder of its own; further
    /// lines of the main file and of the module's.
    static func ofReseller(
        in folder: TemporaryFolder, _ settings: String, department: String = NoticeWorld.staff,
        module: String
    ) throws -> Configuration {
        let root = folder.path
        try folder.write(
            """
            Ledger \(root)/ledger.sqlite
            Store \(root)/store
            Outbox \(root)/outbox
            Templates \(root)/templates
            Log \(root)/pmnamecheap.log
            NoticeFrom ssl@reseller.test
            NoticeAdministrator \(NoticeWorld.administrator)
            \(settings)

            """, to: "ssl-ledger.conf")
        try folder.write(
            """
            Module Namecheap
            Name demo
            Department \(department)
            Username demo
            APIKey none
            ClientIP 127.0.0.1
            Endpoint http://127.0.0.1:9/
            \(module)

            """, to: "modules.d/demo.conf")
        return try Configuration(
            path: folder.file("ssl-ledger.conf"), ledger: nil, environment: [:])
    }
}
