import GatewayConfig
import GatewayCore
import GatewayStore
import PluginHost

/// The points a sink may get, with their full names and registered ids.
struct SinkPlan {
    let plan: InstancePlan

    /// `leftovers`: names and ids that only blocks of former runs mention.
    init(_ sink: SinkConfig, channels: [Channel], leftovers: [(id: UInt32, name: String)]) {
        var points: [PlanPoint] = []
        for channel in channels {
            let masks = RoutePlan(channel.config, [sink.routes]).masks
            for (handle, point) in channel.config.points.enumerated() where masks[handle] != 0 {
                points.append(
                    PlanPoint(
                        handle: channel.ids[handle], device: 0, group: 0, dataType: point.dataType, access: point.access,
                        name: channel.config.fullName(of: point), unit: point.unit, address: []))
            }
        }
        if !leftovers.isEmpty {
            let known = Set(points.map(\.handle))
            for (id, name) in leftovers where !known.contains(id) {
                points.append(
                    PlanPoint(
                        handle: id, device: 0, group: 0, dataType: .float64, access: .read, name: name, unit: "",
                        address: []))
            }
        }
        plan = InstancePlan(devices: [], groups: [], points: points)
    }
}
