/// Every way of putting a record in public; a new one is a new file and a line here.
package enum ValidationMethods {
    /// The methods in the order the documentation lists them.
    package static var all: [any ValidationMethod.Type] {
        [
            HookValidation.self,
            WebrootFile.self,
            DNSUpdate.self,
        ]
    }
}

/// A way of putting a record where the CA looks, and of taking it away again.
package protocol ValidationMethod: Sendable {
    /// The word for the method in settings and messages.
    static var name: String { get }
    /// The validations it can serve.
    static var proofs: Set<Proof> { get }
    /// Puts the record in public; once more with the same record changes nothing.
    func publish(_ record: ValidationRecord) async throws(DomainValidationError)
    /// Takes the record away; that it is not there is as good.
    func remove(_ record: ValidationRecord) async throws(DomainValidationError)
}

extension ValidationMethod {
    /// Throws unless the record is well formed and of a kind that the method serves.
    func check(_ record: ValidationRecord) throws(DomainValidationError) {
        guard Self.proofs.contains(record.proof) else {
            throw .notServed(by: Self.name, record.proof)
        }
        try OwnerGuard.checkForm(record)
    }
}
