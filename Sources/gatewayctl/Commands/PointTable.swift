import GatewayWire

/// Points with their values.
enum PointTable {
    static func of(_ points: [PointInfo], now: WireTime) -> TextTable {
        var table = TextTable([
            .init(title: "POINT", flexible: true), .init(title: "VALUE", right: true), .init(title: "UNIT"),
            .init(title: "QUALITY"), .init(title: "AGE", right: true), .init(title: "KIND"), .init(title: "TYPE"),
            .init(title: "ACCESS"), .init(title: "DESCRIPTION", flexible: true),
        ])
        for point in points {
            table.add([
                .init(point.name), .init(CellWidth.cut(ValueText.of(point.value), 24), .bold), .init(point.unit ?? ""),
                .init(point.quality, Style.Ink(quality: point.quality)),
                .init(point.receiveTime.map { TimeText.age(now.seconds(since: $0)) } ?? "-"), .init(point.kind),
                .init(point.type), .init(point.access), .init(point.description ?? point.displayName ?? "", .dim),
            ])
        }
        return table
    }
}
