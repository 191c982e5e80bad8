import GatewayWire

/// What waits in front of each sink.
enum LaneTable {
    static func of(_ lanes: [LaneInfo], now: WireTime) -> TextTable {
        var table = TextTable([
            .init(title: "SINK", flexible: true), .init(title: "QUEUED", right: true),
            .init(title: "SPOOLED", right: true), .init(title: "SAFE", right: true),
            .init(title: "DELIVERED", right: true), .init(title: "DROPPED", right: true),
            .init(title: "OLDEST", right: true),
        ])
        for lane in lanes {
            table.add([
                .init(lane.sink), .init(NumberText.grouped(lane.queued)), .init(NumberText.grouped(lane.spooled)),
                .init(NumberText.grouped(lane.safe)),
                .init(NumberText.grouped(lane.delivered)),
                .init(NumberText.grouped(lane.dropped), lane.dropped > 0 ? .red : .plain),
                .init(lane.oldest.map { TimeText.stretch(now.seconds(since: $0)) } ?? "-"),
            ])
        }
        return table
    }
}
