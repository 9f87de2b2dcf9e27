/// The orders and rows of the account.
struct Holdings: Sendable {
    /// The id of the first row; ids grow by one.
    static let firstID = 2_244_001
    /// The id of the first order.
    static let firstOrderID = 7_710_001
    var orders = KeptArray<Order>()
    var rows = KeptArray<Row>()

    /// An account without any order.
    init() {}

    /// The account that the state file has.
    init(kept orders: [Order], _ rows: [Row]) {
        self.orders = KeptArray(kept: orders)
        self.rows = KeptArray(kept: rows)
    }

    /// The position of the row with that id.
    func position(of id: Int) -> Int? {
        let position = id - Self.firstID
        return rows.indices.contains(position) ? position : nil
    }

    /// Adds an order and gives its position.
    mutating func addOrder(
        _ product: Product, years: Int, purchased: Moment, start: Moment? = nil
    ) -> Int {
        var order = Order(
            id: Self.firstOrderID + orders.count, product: product, years: years,
            purchased: purchased)
        order.start = start
        order.end = start?.adding(years: years)
        order.sansCount = product.includedNames
        orders.append(order)
        return orders.count - 1
    }

    /// Adds a row and gives its position.
    mutating func addRow(_ status: Row.Status, order: Int, names: [String]) -> Int {
        rows.append(
            Row(
                id: Self.firstID + rows.count, order: order, status: status,
                host: names.first ?? "",
                names: names))
        return rows.count - 1
    }

    /// Whether the first row comes before the second in an order of the list; ids break ties.
    func precedes(_ first: Int32, _ second: Int32, by key: ListKey) -> Bool {
        let (left, right) = (Int(first), Int(second))
        switch key {
        case .purchaseDate where purchased(left) != purchased(right):
            return purchased(left) < purchased(right)
        case .type where productName(left) != productName(right):
            return productName(left) < productName(right)
        case .expireDate where rows[left].notAfter != rows[right].notAfter:
            return (rows[left].notAfter?.seconds ?? 0) < (rows[right].notAfter?.seconds ?? 0)
        case .host where rows[left].host != rows[right].host:
            return rows[left].host < rows[right].host
        default: return left < right
        }
    }

    /// When the order of a row was bought.
    func purchased(_ position: Int) -> Moment { orders[rows[position].order].purchased }

    /// The product of a row.
    func productName(_ position: Int) -> String { orders[rows[position].order].product.name }
}
