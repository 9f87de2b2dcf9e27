/// Does something with every element, so many at once, and gives the results in the order of the
/// elements.
func inOrder<Element: Sendable, Value: Sendable>(
    _ elements: [Element], atOnce: Int,
    _ body: @escaping @Sendable (Element) async -> Value
) async -> [Value] {
    await withTaskGroup(of: (place: Int, value: Value).self) { group in
        var values: [Int: Value] = [:]
        for (place, element) in elements.enumerated() {
            if place >= max(1, atOnce), let done = await group.next() {
                values[done.place] = done.value
            }
            group.addTask { (place, await body(element)) }
        }
        for await done in group { values[done.place] = done.value }
        return values.sorted { $0.key < $1.key }.map(\.value)
    }
}
