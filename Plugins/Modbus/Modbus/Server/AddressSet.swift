/// Which addresses exist: sorted ranges that neither touch nor overlap.
struct AddressSet: Sendable, Equatable {
    private(set) var ranges: [Range<Int>] = []

    /// Whether every address of `wanted` is in the set. An empty range is never in it.
    func contains(_ wanted: Range<Int>) -> Bool {
        guard !wanted.isEmpty else { return false }
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound > wanted.lowerBound { high = middle } else { low = middle + 1 }
        }
        guard low < ranges.count else { return false }
        return ranges[low].lowerBound <= wanted.lowerBound && wanted.upperBound <= ranges[low].upperBound
    }

    mutating func insert(_ added: Range<Int>) {
        guard !added.isEmpty, !contains(added) else { return }
        let near = ranges.filter { $0.lowerBound <= added.upperBound && added.lowerBound <= $0.upperBound }
        let lower = min(added.lowerBound, near.first?.lowerBound ?? added.lowerBound)
        let upper = max(added.upperBound, near.last?.upperBound ?? added.upperBound)
        ranges.removeAll { near.contains($0) }
        let place = ranges.firstIndex { $0.lowerBound > lower } ?? ranges.endIndex
        ranges.insert(lower..<upper, at: place)
    }
}
