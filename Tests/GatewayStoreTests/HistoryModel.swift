import GatewayCore

@testable import GatewayStore

/// What a history should answer, said the simple way.
struct HistoryModel {
    private(set) var samples: [(point: UInt32, row: HistoryRow)] = []

    mutating func append(_ run: SampleBuffer) {
        for sample in run.view {
            let value = SampleBuffer.value(sample, bytes: run.byteView)
            let row = HistoryRow(time: sample.sourceTime, value: value, quality: sample.quality)
            samples.append((sample.point, row))
        }
    }

    func query(_ point: UInt32, _ range: Range<Timestamp>) -> [HistoryRow] {
        samples.enumerated()
            .filter { $0.element.point == point && range.contains($0.element.row.time) }
            .sorted { ($0.element.row.time, $0.offset) < ($1.element.row.time, $1.offset) }
            .map(\.element.row)
    }

    func aggregates(_ point: UInt32, _ range: Range<Timestamp>, bucket: Int64) -> [HistoryBucket] {
        let groups = Dictionary(grouping: query(point, range)) { row in
            (row.time.rawValue - range.lowerBound.rawValue) / bucket
        }
        return groups.sorted { $0.key < $1.key }.map { index, rows in
            var found = HistoryBucket(start: Timestamp(rawValue: range.lowerBound.rawValue + index * bucket))
            let usable = rows.filter { !$0.quality.isBad && !($0.value.number?.isNaN ?? false) && $0.value != .none }
            let numbers = usable.compactMap(\.value.number)
            found.count = usable.count
            found.bad = rows.count { $0.quality.isBad || $0.value.number?.isNaN ?? false }
            found.minimum = numbers.min()
            found.maximum = numbers.max()
            found.mean = numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
            (found.first, found.last) = (usable.first?.value, usable.last?.value)
            return found
        }
    }
}

/// Same in all but the last digits of the mean, whose sum may be made in another order.
func alike(_ left: [HistoryBucket], _ right: [HistoryBucket]) -> Bool {
    left.count == right.count
        && zip(left, right).allSatisfy { a, b in
            a.start == b.start && a.count == b.count && a.bad == b.bad && a.minimum == b.minimum
                && a.maximum == b.maximum && a.first == b.first && a.last == b.last
                && abs((a.mean ?? 0) - (b.mean ?? 0)) <= 1e-9 * max(1, abs(b.mean ?? 0))
                && (a.mean == nil) == (b.mean == nil)
        }
}
