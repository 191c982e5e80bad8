import GatewayConfig
import GatewayCore
import GatewayStore
import PluginHost

/// The points a sink may get, with their full names and registered ids.
struct SinkPlan {
    let plan: InstancePlan

    /// For a check: ids that nobody has registered yet.
    init(_ sink: SinkConfig, _ channels: [ChannelConfig]) {
        var points: [PlanPoint] = []
        for channel in channels {
            let masks = RoutePlan(channel, [sink.routes]).masks
            for (handle, point) in channel.points.enumerated() where masks[handle] != 0 {
                points.append(PlanPoint(point, id: UInt32(points.count), name: channel.fullName(of: point)))
            }
        }
        plan = InstancePlan(devices: [], groups: [], points: points)
    }

    /// `leftovers`: all names that were ever registered, by id, when blocks of former runs may mention them.
    init(_ sink: SinkConfig, channels: [Channel], leftovers: [String]) {
        var points: [PlanPoint] = []
        for channel in channels {
            let masks = RoutePlan(channel.config, [sink.routes]).masks
            for (handle, point) in channel.config.points.enumerated() where masks[handle] != 0 {
                points.append(PlanPoint(point, id: channel.ids[handle], name: channel.config.fullName(of: point)))
            }
        }
        if !leftovers.isEmpty {
            let known = Set(points.map(\.handle))
            for (index, name) in leftovers.enumerated() where !name.isEmpty && !known.contains(UInt32(index)) {
                points.append(
                    PlanPoint(
                        handle: UInt32(index), device: 0, group: 0, dataType: .float64, access: .read, name: name,
                        unit: "",
                        address: []))
            }
        }
        plan = InstancePlan(devices: [], groups: [], points: points)
    }
}

extension PlanPoint {
    /// As a sink sees it.
    init(_ point: PointConfig, id: UInt32, name: String) {
        self.init(
            handle: id, device: 0, group: 0, dataType: point.dataType, access: point.access, name: name,
            unit: point.unit, address: [])
    }
}
