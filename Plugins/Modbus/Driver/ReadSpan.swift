/// One read request of a plan: a stretch of a table, and the points in it.
struct ReadSpan: Hashable, Sendable {
    let table: Table
    let address: UInt16
    var quantity: Int
    var items: [ReadItem]

    init(_ first: ReadItem) {
        table = first.table
        address = first.address
        quantity = first.quantity
        items = [first]
    }

    var end: Int {
        Int(address) + quantity
    }
}
