import GatewayConfig
import GatewayCore
import PluginHost

/// A channel's configuration in the contract's terms: groups made of devices and periods, rules for ingest.
struct ChannelPlan {
    private(set) var plan: InstancePlan
    /// The points of each group, as handles.
    let members: [[Int]]
    let periods: [Int64]

    init(_ channel: ChannelConfig) {
        var groups: [GroupKey: Int] = [:]
        var planGroups: [PlanGroup] = []
        var members: [[Int]] = []
        var points: [PlanPoint] = []
        points.reserveCapacity(channel.points.count)
        for (handle, point) in channel.points.enumerated() {
            let key = GroupKey(device: point.device, period: point.period)
            let group = groups[key] ?? planGroups.count
            if group == planGroups.count {
                groups[key] = group
                planGroups.append(PlanGroup(device: point.device, period: point.period))
                members.append([])
            }
            members[group].append(handle)
            points.append(PlanPoint(point, handle: UInt32(handle), group: group))
        }
        let devices = channel.devices.map { PlanDevice(name: $0.id, cells: $0.settings) }
        plan = InstancePlan(devices: devices, groups: planGroups, points: points)
        self.members = members
        periods = planGroups.map { $0.period.nanoseconds }
    }

    /// Gives the memory of the plan's points back; groups stay.
    mutating func forgetPoints() {
        plan.points = []
    }

    private struct GroupKey: Hashable {
        let device: Int
        let period: Duration
    }
}

extension PlanPoint {
    init(_ point: PointConfig, handle: UInt32, group: Int) {
        self.init(
            handle: handle, device: point.device, group: group, dataType: point.dataType, access: point.access,
            name: point.id, unit: point.unit, address: point.address)
    }
}

extension PointRule {
    /// What ingest does with a configured point.
    init(_ point: PointConfig, id: UInt32) {
        self.init(id: id)
        if point.scale != 1 || point.offset != 0 {
            conversion = .linear
            scaling = Scaling(scale: point.scale, offset: point.offset)
        }
        switch point.deadband {
        case .none: break
        case .absolute(let width): (band, self.width) = (.absolute, width)
        case .percent(let width): (band, self.width) = (.percent, width)
        }
    }
}
