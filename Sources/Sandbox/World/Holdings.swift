/// The orders and rows of the account.
struct Holdings: Sendable {
    /// The id of the first row; ids grow by one.
    let firstID = 2_244_001
    /// The id of the first order.
    let firstOrderID = 7_710_001
    var orders: [Order] = []
    var rows: [Row] = []

    /// The position of the row with that id.
    func position(of id: Int) -> Int? {
        let position = id - firstID
        return rows.indices.contains(position) ? position : nil
    }

    /// Adds an order and gives its position.
    mutating func addOrder(
        _ product: Product, years: Int, purchased: Moment, start: Moment? = nil
    ) -> Int {
        var order = Order(
            id: firstOrderID + orders.count, product: product, years: years, purchased: purchased)
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
                id: firstID + rows.count, order: order, status: status, host: names.first ?? "",
                names: names))
        return rows.count - 1
    }

    /// Whether the first row comes before the second in an order of the list; ids break ties.
    func precedes(_ first: Int32, _ second: Int32, by key: ListKey) -> Bool {
        let left = rows[Int(first)]
        let right = rows[Int(second)]
        let order: (Order, Order) = (orders[left.order], orders[right.order])
        switch key {
        case .purchaseDate where order.0.purchased != order.1.purchased:
            return order.0.purchased < order.1.purchased
        case .type where order.0.product.name != order.1.product.name:
            return order.0.product.name < order.1.product.name
        case .expireDate where left.notAfter != right.notAfter:
            return (left.notAfter?.seconds ?? 0) < (right.notAfter?.seconds ?? 0)
        case .host where left.host != right.host: return left.host < right.host
        default: return left.id < right.id
        }
    }
}
