import GatewayWire

/// The gateway's numbers in the text format of Prometheus, version 0.0.4.
enum PrometheusText {
    static func of(_ status: GatewayStatus) -> String {
        var text = ""
        func metric(
            _ name: String, _ kind: String, _ help: String, _ rows: [(labels: [(String, String)], value: String)]
        ) {
            guard !rows.isEmpty else { return }
            text += "# HELP gateway_\(name) \(help)\n# TYPE gateway_\(name) \(kind)\n"
            for row in rows { text += "gateway_\(name)\(block(row.labels)) \(row.value)\n" }
        }
        func plain(_ name: String, _ kind: String, _ help: String, _ value: some CustomStringConvertible) {
            metric(name, kind, help, [([], "\(value)")])
        }
        func lanes(_ name: String, _ kind: String, _ help: String, _ value: (LaneInfo) -> UInt64) {
            metric(name, kind, help, status.lanes.map { ([("sink", $0.sink)], "\(value($0))") })
        }
        let labels = [("site", status.site), ("version", status.version)]
        metric("info", "gauge", "Which gateway this is.", [(labels, "1")])
        plain("uptime_seconds", "gauge", "Since the start.", max(0, status.now.seconds(since: status.startedAt)))
        plain("samples_total", "counter", "Samples received from drivers.", status.counts.samples)
        plain("commands_total", "counter", "Commands answered.", status.counts.commands)
        plain("faults_total", "counter", "Broken promises of plugins and parts.", status.faultCount)
        plain("points", "gauge", "Points of the site.", status.counts.points)
        metric(
            "channels", "gauge", "Channels in each state.",
            status.channels.sorted { $0.key < $1.key }.map { ([("state", $0.key)], "\($0.value)") })
        lanes("lane_queued", "gauge", "Samples waiting in memory.", \.queued)
        lanes("lane_safe", "gauge", "Samples waiting that survive a power cut.", \.safe)
        lanes("lane_spooled", "gauge", "Samples waiting on disk.", \.spooled)
        lanes("lane_delivered_total", "counter", "Samples the sink accepted.", \.delivered)
        lanes("lane_dropped_total", "counter", "Samples given up.", \.dropped)
        metric(
            "lane_oldest_seconds", "gauge", "Age of the oldest sample that waits.",
            status.lanes.map {
                ([("sink", $0.sink)], "\($0.oldest.map { max(0, status.now.seconds(since: $0)) } ?? 0)")
            })
        plain("resident_memory_bytes", "gauge", "Memory of the process.", status.memory.residentBytes)
        return text
    }

    private static func block(_ labels: [(String, String)]) -> String {
        guard !labels.isEmpty else { return "" }
        return "{" + labels.map { "\($0.0)=\"\(escaped($0.1))\"" }.joined(separator: ",") + "}"
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { escaped, character in
            switch character {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.append(character)
            }
        }
    }
}
