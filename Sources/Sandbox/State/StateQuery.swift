/// One statement of `sql/sandbox/`, embedded in the program.
struct StateQuery: Sendable {
    /// The statement as its file has it, comments included.
    let sql: String

    init(_ bytes: [UInt8]) {
        sql = String(decoding: bytes, as: UTF8.self)
    }
}

// Every file of sql/sandbox/queries by its name; a test holds the list against the folder.
extension StateQuery {
    static var certificateKeep: StateQuery { StateQuery(PackageResources.certificate_keep_sql) }
    static var certificateList: StateQuery { StateQuery(PackageResources.certificate_list_sql) }
    static var documentKeep: StateQuery { StateQuery(PackageResources.document_keep_sql) }
    static var documentList: StateQuery { StateQuery(PackageResources.document_list_sql) }
    static var orderKeep: StateQuery { StateQuery(PackageResources.order_keep_sql) }
    static var orderList: StateQuery { StateQuery(PackageResources.order_list_sql) }
    static var requestAfter: StateQuery { StateQuery(PackageResources.request_after_sql) }
    static var requestInsert: StateQuery { StateQuery(PackageResources.request_insert_sql) }
    static var requestList: StateQuery { StateQuery(PackageResources.request_list_sql) }
    static var requestTrim: StateQuery { StateQuery(PackageResources.request_trim_sql) }
    static var signedCertificateKeep: StateQuery {
        StateQuery(PackageResources.signed_certificate_keep_sql)
    }
    static var signedCertificateList: StateQuery {
        StateQuery(PackageResources.signed_certificate_list_sql)
    }
    static var submissionKeep: StateQuery { StateQuery(PackageResources.submission_keep_sql) }
    static var submissionList: StateQuery { StateQuery(PackageResources.submission_list_sql) }
    static var validationKeep: StateQuery { StateQuery(PackageResources.validation_keep_sql) }
    static var validationList: StateQuery { StateQuery(PackageResources.validation_list_sql) }
    static var worldFind: StateQuery { StateQuery(PackageResources.world_find_sql) }
    static var worldKeep: StateQuery { StateQuery(PackageResources.world_keep_sql) }
}
