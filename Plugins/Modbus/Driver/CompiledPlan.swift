import GatewaySDK
import Modbus

/// The points of a channel, ready to run: blocks to read, and how each point is written.
struct CompiledPlan {
    struct Group: Hashable, Sendable {
        let device: Int
        /// Nanoseconds.
        let period: Int64
        /// Into ``CompiledPlan/blocks``.
        var blocks = 0..<0
        var pointCount = 0
    }

    private(set) var devices: [DeviceSettings] = []
    private(set) var groups: [Group] = []
    private(set) var blocks: [ReadBlock] = []
    private(set) var writes: [UInt32: WritePoint] = [:]

    init() {}

    /// Throws only what the checks of ``PointAddress`` have let through by mistake.
    init(devices: [DeviceSettings], groups: [Group], points: [JudgedPoint]) throws(DecodeError) {
        self.devices = devices
        self.groups = groups
        let members = Dictionary(grouping: points, by: \.group)
        for index in groups.indices {
            try compile(group: index, members[index] ?? [])
        }
        for point in points where point.access.contains(.write) {
            let device = devices[point.device]
            writes[point.handle] = WritePoint(
                device: point.device, unit: device.unit, address: point.address, usesMultiple: device.writesMultiple)
        }
    }

    private mutating func compile(group index: Int, _ points: [JudgedPoint]) throws(DecodeError) {
        let device = groups[index].device
        let readable = points.filter { $0.access.contains(.read) }
        let items = readable.enumerated().map { place, point in
            ReadItem(
                point: place, table: point.address.table, address: point.address.address,
                quantity: point.address.form.quantity)
        }
        let start = blocks.count
        for span in ReadPlanner.spans(items, on: devices[device]) {
            blocks.append(try block(span, number: blocks.count, group: index, readable))
        }
        groups[index].blocks = start..<blocks.count
        groups[index].pointCount = readable.count
    }

    private func block(
        _ span: ReadSpan, number: Int, group: Int, _ points: [JudgedPoint]
    ) throws(DecodeError) -> ReadBlock {
        let device = groups[group].device
        let request = span.table.readRequest(
            address: span.address, quantity: UInt16(truncatingIfNeeded: span.quantity))
        let exchange = try Exchange(
            request, .read(block: number), device: device, unit: devices[device].unit)
        let steps = span.items.map { item in
            DecodeStep(point: points[item.point].handle, points[item.point].address, start: span.address)
        }
        return ReadBlock(group: group, exchange: exchange, steps: steps)
    }
}
