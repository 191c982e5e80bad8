import CGatewayABI
import GatewayCore

/// The points an instance will work on, grouped by device and period. Borrowed for ``GatewayPlugin/prepare(_:)``.
public struct Plan {
    private let plan: UnsafePointer<gw_plan>
    private let deviceKeys: SettingKeys
    private let addressKeys: SettingKeys

    init(_ plan: UnsafePointer<gw_plan>, deviceKeys: SettingKeys, addressKeys: SettingKeys) {
        self.plan = plan
        self.deviceKeys = deviceKeys
        self.addressKeys = addressKeys
    }

    public var devices: some RandomAccessCollection<PlannedDevice> {
        UnsafeBufferPointer(start: plan.pointee.devices, count: Int(plan.pointee.device_count)).lazy.map {
            [deviceKeys] in
            let name = $0.name.map { String(cString: $0) } ?? ""
            return PlannedDevice(
                index: Int($0.index), name: name,
                settings: Settings(deviceKeys, $0.cells, count: Int($0.cell_count), name: name))
        }
    }

    public var groups: some RandomAccessCollection<PlannedGroup> {
        UnsafeBufferPointer(start: plan.pointee.groups, count: Int(plan.pointee.group_count)).lazy.map {
            PlannedGroup(index: Int($0.index), device: Int($0.device), period: .nanoseconds($0.period_ns))
        }
    }

    public var points: some RandomAccessCollection<PlannedPoint> {
        UnsafeBufferPointer(start: plan.pointee.points, count: Int(plan.pointee.point_count)).lazy.map {
            [addressKeys] in
            PlannedPoint($0, addressKeys)
        }
    }

    /// Says what is wrong with a point's address: the column of the address schema, and a sentence with the mend.
    public func problem(_ point: UInt32, _ message: String, column: String? = nil) {
        let index = column.flatMap { addressKeys.index[$0] }.map(UInt32.init) ?? UInt32(GW_NO_COLUMN)
        plan.pointee.problem?(plan.pointee.context, point, index, message)
    }
}

public struct PlannedDevice {
    public let index: Int
    public let name: String
    public let settings: Settings
}

/// Points of one device that are read together.
public struct PlannedGroup {
    public let index: Int
    public let device: Int
    /// Zero: never polled.
    public let period: Duration
}

/// One point, with its address as the schema declares it.
public struct PlannedPoint {
    private let point: gw_point
    private let addressKeys: SettingKeys

    init(_ point: gw_point, _ addressKeys: SettingKeys) {
        self.point = point
        self.addressKeys = addressKeys
    }

    /// What samples and commands carry.
    public var handle: UInt32 { point.handle }
    public var device: Int { Int(point.device) }
    public var group: Int { Int(point.group) }
    public var dataType: DataType { DataType(rawValue: point.data_type) ?? .float64 }
    public var access: Access { Access(rawValue: point.access) }
    /// The point's own id for drivers, `channel.device.point` for sinks.
    public var name: String { point.name.map { String(cString: $0) } ?? "" }
    public var unit: String { point.unit.map { String(cString: $0) } ?? "" }
    public var address: Settings { Settings(addressKeys, point.address, count: Int(point.cell_count), name: name) }
}
