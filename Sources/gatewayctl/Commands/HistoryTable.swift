import GatewayWire

/// Rows or buckets, whichever came.
enum HistoryTable {
    static func of(_ result: HistoryResult) -> TextTable {
        if let buckets = result.buckets { return Self.buckets(buckets) }
        var table = TextTable([
            .init(title: "TIME"), .init(title: "VALUE", right: true), .init(title: "UNIT"), .init(title: "QUALITY"),
        ])
        for row in result.rows ?? [] {
            table.add([
                .init(row.time.description), .init(ValueText.of(row.value), .bold), .init(result.unit ?? ""),
                .init(row.quality, Style.Ink(quality: row.quality)),
            ])
        }
        return table
    }

    private static func buckets(_ buckets: [HistoryBucket]) -> TextTable {
        var table = TextTable([
            .init(title: "FROM"), .init(title: "MIN", right: true), .init(title: "MEAN", right: true),
            .init(title: "MAX", right: true), .init(title: "LAST", right: true), .init(title: "COUNT", right: true),
            .init(title: ""),
        ])
        let trend = Sparkline.blocks(buckets.map(\.mean))
        for (bucket, mark) in zip(buckets, trend) {
            table.add([
                .init(bucket.start.description), number(bucket.minimum), number(bucket.mean), number(bucket.maximum),
                .init(ValueText.of(bucket.last)), .init(NumberText.grouped(bucket.count)), .init(String(mark), .cyan),
            ])
        }
        return table
    }

    private static func number(_ value: Double?) -> TextTable.Cell {
        .init(value.map(NumberText.short) ?? "-")
    }
}
