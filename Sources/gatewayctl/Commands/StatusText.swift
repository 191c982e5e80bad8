import GatewayWire

/// The gateway's state in a few lines.
enum StatusText {
    static func lines(_ status: GatewayStatus, style: Style) -> [String] {
        let counts = status.counts
        let uptime = TimeText.stretch(status.now.seconds(since: status.startedAt))
        var lines = [
            row("site", style.paint(Printable.text(status.site), .bold) + "  gatewayd \(status.version), up \(uptime)"),
            row("channels", channels(status, style)),
            row("points", "\(NumberText.grouped(counts.points)) on \(counts.devices) devices"),
            row(
                "samples",
                "\(NumberText.grouped(counts.samples)), \(NumberText.short(counts.samplesPerSecond.rounded())) a second"
            ),
            row("commands", NumberText.grouped(counts.commands)),
            row(
                "memory",
                "\(NumberText.bytes(status.memory.residentBytes)), \(NumberText.bytes(status.memory.peakBytes)) at most"
            ),
            row(
                "faults",
                status.faultCount == 0 ? "none" : style.paint(NumberText.grouped(status.faultCount), .red)),
        ]
        if let problem = status.spoolProblem { lines.append(row("spool", style.paint(Printable.text(problem), .red))) }
        lines += status.faults.prefix(5).map { fault in
            row("", Printable.text("\(TimeText.clock(fault.time))  \(fault.source): \(fault.message)"))
        }
        return lines
    }

    private static func row(_ title: String, _ text: String) -> String {
        CellWidth.fit(title, 10) + text
    }

    private static func channels(_ status: GatewayStatus, _ style: Style) -> String {
        let states = status.channels.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        guard !states.isEmpty else { return "none" }
        return states.map { style.paint("\($0.value) \($0.key)", Style.Ink(state: $0.key)) }.joined(separator: ", ")
    }
}
