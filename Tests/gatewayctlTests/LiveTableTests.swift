@testable import gatewayctl
import GatewayWire
import Testing

@Suite struct LiveTableTests {
    let now = WireTime(nanoseconds: 1_772_366_400_250_000_000)
    let size = TerminalSize(columns: 100, rows: 30)

    private func point(
        _ device: String, _ label: String, _ value: WireValue, unit: String? = nil, quality: String = "good"
    ) -> PointInfo {
        PointInfo(
            name: "site.\(device).\(label)", channel: "site", device: device, unit: unit, kind: "telemetry",
            type: "float32",
            access: "read", value: value, quality: quality, receiveTime: now)
    }

    private func status(lanes: [LaneInfo] = [LaneInfo(sink: "broker", queued: 1, spooled: 1043, delivered: 1_234_567)])
        -> GatewayStatus
    {
        GatewayStatus(
            site: "Sunny Hill", version: "0.1.0", now: now, startedAt: now.advanced(bySeconds: -75),
            counts: SiteCounts(samplesPerSecond: 241.3), channels: ["connected": 2, "failed": 0], lanes: lanes)
    }

    @Test func `a frame fills the terminal exactly and tells everything`() {
        var table = LiveTable([
            point("inverter", "ac_power", .float(42.18), unit: "kW"), point("battery", "soc", .float(64), unit: "%"),
            point("battery", "cell", .float(1), quality: "bad(not-connected)"),
        ])
        let device = DeviceInfo(id: "battery", state: "connected")
        table.take(
            status(), [ChannelInfo(id: "site", plugin: "modbus", state: "connected", since: now, devices: [device])])
        table.remember()
        let frame = table.frame(size: size, style: .none, now: now.advanced(bySeconds: 3))
        #expect(frame.count == 30)
        #expect(frame.allSatisfy { CellWidth.of($0) <= 100 })
        #expect(frame[0].hasPrefix(" Sunny Hill   ● 2 connected   3 points   241 samples/s   up 1m 18s"))
        #expect(
            frame[2]
                == "╭─ site.inverter ──────────────────────────────╮ ╭─ site.battery ────────────────── ● connected ─╮"
                || frame[2].contains("╭─ site.battery ─"))
        #expect(frame.contains { $0.contains("· ac_power") && $0.contains("42.18 kW") && $0.contains("3s") })
        #expect(
            frame.contains { $0.contains("· soc") && $0.contains("64.00 %") && $0.contains("█") && $0.contains("░") })
        #expect(frame.contains { $0.contains("! cell") && $0.contains("not connected") })
        #expect(
            frame[28] == CellWidth.fit(" → broker   1,234,567 delivered   1 queued   1,043 spooled   0 dropped", 99))
        #expect(frame[29].hasPrefix(" q quit"))
    }

    @Test(arguments: [(20, 5), (46, 10), (1, 1), (300, 80), (100, 3), (60, 24)])
    func `any size of terminal is respected`(columns: Int, rows: Int) {
        var table = LiveTable((0..<40).map { point("d\($0 / 9)", "p\($0)", .float(Double($0))) })
        table.take(status(), [])
        let frame = table.frame(size: TerminalSize(columns: columns, rows: rows), style: .none, now: now)
        #expect(frame.count == rows)
        #expect(frame.allSatisfy { CellWidth.of($0) <= columns })
    }

    @Test func `more points than rows can be scrolled through, and not past`() {
        var table = LiveTable((10..<90).map { point("d", "p\($0)", .int(1)) })
        let small = TerminalSize(columns: 80, rows: 20)
        #expect(table.frame(size: small, style: .none, now: now).contains { $0.contains("p10 ") })
        table.scroll(by: 1000, size: small)
        let end = table.frame(size: small, style: .none, now: now)
        #expect(end.contains { $0.contains("p89 ") })
        #expect(end.last?.contains("of 82") == true)
        table.scroll(by: -1000, size: small)
        #expect(table.scroll == 0)
    }

    @Test func `updates change values, and a trend grows by the second`() {
        var table = LiveTable([point("d", "a", .float(1), unit: "V")])
        for value in [1.0, 2, 3, 4] {
            table.take(
                [PointUpdate(name: "site.d.a", value: .float(value), quality: "good", receiveTime: now)], now: now)
            table.remember()
        }
        let frame = table.frame(size: size, style: .none, now: now)
        #expect(frame.contains { $0.contains("4.000 V") && $0.contains("▁▃▆█") })
        #expect(frame.contains { $0.contains("now") })
    }

    @Test func `points that stay keep their trend when others come`() {
        var table = LiveTable([point("d", "a", .float(1))])
        table.remember()
        table.replace([point("d", "a", .float(1)), point("d", "b", .float(1))])
        table.recall([5, 9], of: "site.d.b")
        let frame = table.frame(size: size, style: .none, now: now)
        #expect(frame.contains { $0.contains("· b") && $0.contains("▁█") })
        #expect(frame.contains { $0.contains("· a") && $0.contains("▁") })
    }

    @Test func `a gateway that went away is said in the first line`() {
        var table = LiveTable([point("d", "a", .float(1))])
        table.take(status(), [])
        table.trouble = "no answer from the gateway, trying again"
        #expect(table.frame(size: size, style: .none, now: now)[0].contains("trying again"))
        table.take(status(), [])
        #expect(!table.frame(size: size, style: .none, now: now)[0].contains("trying again"))
    }

    @Test func `a text from a device cannot break the frame`() {
        let table = LiveTable([point("d", "a", .text("x\u{1B}[2J\ny"))])
        #expect(
            table.frame(size: size, style: .none, now: now).allSatisfy { !$0.contains("\u{1B}") && !$0.contains("\n") })
    }
}
