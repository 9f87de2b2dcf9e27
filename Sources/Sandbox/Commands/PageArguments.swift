/// The page that a list command is asked for, and how its answer names it.
struct PageArguments: Sendable {
    let number: Int
    /// Between the documented bounds; whether the API clamps or refuses others is not known.
    let size: Int

    init(_ fields: Fields) {
        number = max(1, Int(fields["Page"] ?? "") ?? 1)
        size = min(100, max(10, Int(fields["PageSize"] ?? "") ?? 20))
    }

    /// The element after the list.
    func element(total: Int) -> Element {
        Element(
            "Paging", [],
            [
                Element("TotalItems", text: String(total)),
                Element("CurrentPage", text: String(number)),
                Element("PageSize", text: String(size)),
            ])
    }
}
