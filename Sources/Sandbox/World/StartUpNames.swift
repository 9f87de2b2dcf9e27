/// The invented names of the start-up account.
enum StartUpNames {
    /// Where the mail of every subscription goes.
    static let mail = "it@harbour-demo.test"

    private static let words = [
        "shop", "mail", "api", "portal", "intranet", "files", "crm", "wiki", "vpn", "app",
    ]

    /// The names of a subscription, the host first.
    static func names(_ product: Product, number: Int) -> [String] {
        let label = "\(words[number % words.count])-\(number)"
        switch product.coverage {
        case .wildcard: return ["*.\(label).harbour-demo.test"]
        case .multiple:
            return [label, "cdn-\(number)", "static-\(number)"].map { $0 + ".harbour-demo.test" }
        case .single:
            // Some are bare domains, which the CA certifies together with their www name.
            return [label + (number % 7 == 1 ? "-demo.test" : ".harbour-demo.test")]
        }
    }
}
