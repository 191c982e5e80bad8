import CGatewayABI
import GatewayCore

extension InstancePlan {
    /// The plan in the contract's words; good as long as `arena`. Where its problems go is filled in by the caller.
    package func table(in arena: CallArena) -> gw_plan {
        var table = gw_plan()
        table.struct_size = UInt32(MemoryLayout<gw_plan>.size)
        table.device_count = UInt32(clamping: devices.count)
        table.group_count = UInt32(clamping: groups.count)
        table.point_count = UInt32(clamping: points.count)
        table.devices = arena.table(devices.enumerated().map { $1.table(UInt32(clamping: $0), arena) })
        table.groups = arena.table(groups.enumerated().map { $1.table(UInt32(clamping: $0)) })
        table.points = arena.table(points.map { $0.table(arena) })
        return table
    }
}

extension PlanDevice {
    fileprivate func table(_ index: UInt32, _ arena: CallArena) -> gw_device {
        gw_device(
            index: index, cell_count: UInt32(clamping: cells.count), name: arena.text(name), cells: arena.cells(cells))
    }
}

extension PlanGroup {
    fileprivate func table(_ index: UInt32) -> gw_group {
        gw_group(index: index, device: UInt32(clamping: device), period_ns: period.nanoseconds)
    }
}

extension PlanPoint {
    fileprivate func table(_ arena: CallArena) -> gw_point {
        gw_point(
            handle: handle, device: UInt32(clamping: device), group: UInt32(clamping: group),
            data_type: dataType.rawValue, access: access.rawValue, cell_count: UInt16(clamping: address.count),
            name: arena.text(name), unit: arena.text(unit), address: arena.cells(address))
    }
}
