import GatewayConfig
import GatewayCore

/// Which points of a channel go to which receivers.
struct RoutePlan {
    /// For each point, one bit for each set of routes.
    let masks: [UInt64]

    /// At most 64 sets; the checker of sites sees to that.
    init(_ channel: ChannelConfig, _ routeSets: [[Route]]) {
        let everything = routeSets.enumerated().reduce(UInt64(0)) { mask, entry in
            entry.element.contains(.everything) ? mask | 1 << UInt64(entry.offset) : mask
        }
        let selective = routeSets.enumerated().filter { !$0.element.contains(.everything) }
        guard !selective.isEmpty else {
            masks = Array(repeating: everything, count: channel.points.count)
            return
        }
        masks = channel.points.map { point in
            let name = channel.fullName(of: point)
            let tags = point.tags + channel.devices[point.device].tags
            return selective.reduce(everything) { mask, entry in
                let isWanted = entry.element.contains { $0.matches(name: name, tags: tags, kind: point.kind) }
                return isWanted ? mask | 1 << UInt64(entry.offset) : mask
            }
        }
    }
}
