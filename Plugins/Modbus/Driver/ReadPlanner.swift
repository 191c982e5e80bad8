/// Merges the points of one group into as few reads as the device's limits and gaps allow.
///
/// Pure: points in, spans out. Within a table the points are taken in order of address, and each joins the span before it
/// if the hole between them is no wider than the gap and the whole no longer than the limit.
enum ReadPlanner {
    static func spans(_ items: [ReadItem], on device: DeviceSettings) -> [ReadSpan] {
        Table.allCases.flatMap { table in
            spans(
                of: items.filter { $0.table == table }, limit: device.readLimit(table), gap: device.gap(table))
        }
    }

    private static func spans(of items: [ReadItem], limit: Int, gap: Int) -> [ReadSpan] {
        var spans: [ReadSpan] = []
        for item in items.sorted(by: { ($0.address, $0.quantity, $0.point) < ($1.address, $1.quantity, $1.point) }) {
            guard var last = spans.popLast() else {
                spans.append(ReadSpan(item))
                continue
            }
            let end = max(last.end, item.end)
            if Int(item.address) - last.end <= gap, end - Int(last.address) <= limit {
                last.quantity = end - Int(last.address)
                last.items.append(item)
                spans.append(last)
            } else {
                spans.append(contentsOf: [last, ReadSpan(item)])
            }
        }
        return spans
    }
}
