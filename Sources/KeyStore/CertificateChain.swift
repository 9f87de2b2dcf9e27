/// A certificate and the intermediates that lead from it towards a root.
struct CertificateChain {
    let leaf: ParsedCertificate
    /// Each signed by the next; without roots and without what does not belong.
    let intermediates: [ParsedCertificate]
    /// What was delivered beside them: roots, doubles, and what does not belong.
    let unused: [ParsedCertificate]

    /// Orders what was delivered by who signed whom; roots and unrelated ones are left out.
    init(leafPEM: String, intermediates pems: [String]) throws(KeyStoreError) {
        leaf = try ParsedCertificate(pem: leafPEM)
        var left: [ParsedCertificate] = []
        for pem in pems { left += try ParsedCertificate.all(in: pem) }
        var ordered: [ParsedCertificate] = []
        var last = leaf
        while let index = left.firstIndex(where: { [last] candidate in
            !candidate.isSelfIssued && candidate.der != last.der && last.isSigned(by: candidate)
        }) {
            last = left.remove(at: index)
            ordered.append(last)
        }
        intermediates = ordered
        unused = left
    }

    /// The intermediates as one PEM text.
    var chainPEM: String { intermediates.map(\.pem).joined() }

    /// Everything as one PEM text, the certificate first.
    var fullPEM: String { leaf.pem + chainPEM }
}
