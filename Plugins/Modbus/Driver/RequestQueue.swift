/// Requests that wait for their turn: writes before reads, then the earliest deadline, then first come first served.
///
/// A binary heap over an array that keeps its room, so that steady use allocates nothing.
struct RequestQueue {
    private struct Entry {
        let exchange: Exchange
        let rank: (UInt8, Int64, UInt64)
    }

    private var heap: [Entry] = []
    private var arrivals: UInt64 = 0

    var count: Int { heap.count }
    var isEmpty: Bool { heap.isEmpty }

    mutating func insert(_ exchange: Exchange) {
        arrivals &+= 1
        heap.append(Entry(exchange: exchange, rank: (exchange.purpose == .write ? 0 : 1, exchange.deadline, arrivals)))
        rise(from: heap.count - 1)
    }

    mutating func popFirst() -> Exchange? {
        guard let last = heap.popLast() else { return nil }
        guard let first = heap.first else { return last.exchange }
        heap[0] = last
        sink(from: 0)
        return first.exchange
    }

    /// Takes out all that match, in no particular order.
    mutating func remove(where matches: (Exchange) -> Bool) -> [Exchange] {
        let removed = heap.filter { matches($0.exchange) }
        guard !removed.isEmpty else { return [] }
        heap.removeAll { matches($0.exchange) }
        heap.sort { $0.rank < $1.rank }
        return removed.map(\.exchange)
    }

    private mutating func rise(from start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].rank < heap[parent].rank else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func sink(from start: Int) {
        var parent = start
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].rank < heap[least].rank {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
