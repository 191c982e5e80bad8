import GatewayCore

// The values that messages are made of, both ways.

extension MessageWriter {
    mutating func put(_ value: Value) {
        let scalar = ScalarBytes(value)
        put(value.type.rawValue)
        put(scalar.bits)
        scalar.bytes.withUnsafeBytes { put($0) }
    }

    mutating func put(_ cell: Cell) {
        switch cell {
        case .absent: put(UInt8(0))
        case .bool(let value):
            put(UInt8(1))
            put(value)
        case .int(let value):
            put(UInt8(2))
            put(value)
        case .float(let value):
            put(UInt8(3))
            put(value)
        case .text(let value):
            put(UInt8(4))
            put(value)
        }
    }

    mutating func put(_ cells: [Cell]) {
        put(cells) { $0.put($1) }
    }

    mutating func put(_ settings: InstanceSettings) {
        put(settings.name)
        put(settings.site)
        put(settings.cells)
    }

    mutating func put(_ plan: InstancePlan) {
        put(plan.devices) { writer, device in
            writer.put(device.name)
            writer.put(device.cells)
        }
        put(plan.groups) { writer, group in
            writer.put(UInt32(clamping: group.device))
            writer.put(group.period)
        }
        put(plan.points) { $0.put($1) }
    }

    private mutating func put(_ point: PlanPoint) {
        put(point.handle)
        put(UInt32(clamping: point.device))
        put(UInt32(clamping: point.group))
        put(point.dataType.rawValue)
        put(point.access.rawValue)
        put(point.name)
        put(point.unit)
        put(point.address)
    }
}

extension MessageReader {
    mutating func status() throws(RingBreach) -> PluginStatus {
        let number = try number(Int32.self)
        guard let status = PluginStatus(rawValue: number) else { throw RingBreach("\(number) is no status") }
        return status
    }

    mutating func value() throws(RingBreach) -> Value {
        let (code, bits) = (try number(UInt8.self), try number(UInt64.self))
        let bytes = try raw()
        guard let type = ValueType(rawValue: code) else { throw RingBreach("\(code) is no type of a value") }
        let sample = Sample(point: 0, type: type, bits: bits)
        let span = sample.span
        guard !sample.hasSpan || (span.offset <= bytes.count && span.size <= bytes.count - span.offset) else {
            throw RingBreach("a value that lies outside of its bytes")
        }
        return SampleBuffer.value(sample, bytes: bytes)
    }

    mutating func cell() throws(RingBreach) -> Cell {
        switch try number(UInt8.self) {
        case 0: .absent
        case 1: .bool(try flag())
        case 2: .int(try number())
        case 3: .float(try real())
        case 4: .text(try text())
        case let code: throw RingBreach("\(code) is no type of a cell")
        }
    }

    mutating func cells() throws(RingBreach) -> [Cell] {
        try items(atLeast: 1) { reader throws(RingBreach) in try reader.cell() }
    }

    mutating func settings() throws(RingBreach) -> InstanceSettings {
        InstanceSettings(name: try text(), site: try text(), cells: try cells())
    }

    mutating func plan() throws(RingBreach) -> InstancePlan {
        let devices = try items(atLeast: 8) { reader throws(RingBreach) in
            PlanDevice(name: try reader.text(), cells: try reader.cells())
        }
        let groups = try items(atLeast: 12) { reader throws(RingBreach) in
            PlanGroup(device: Int(try reader.number(UInt32.self)), period: try reader.duration())
        }
        let points = try items(atLeast: 26) { reader throws(RingBreach) in try reader.point() }
        return InstancePlan(devices: devices, groups: groups, points: points)
    }

    private mutating func point() throws(RingBreach) -> PlanPoint {
        let handle = try number(UInt32.self)
        let (device, group) = (try number(UInt32.self), try number(UInt32.self))
        let (type, access) = (try number(UInt8.self), try number(UInt8.self))
        guard let dataType = DataType(rawValue: type) else { throw RingBreach("\(type) is no type of a device") }
        return PlanPoint(
            handle: handle, device: Int(device), group: Int(group), dataType: dataType,
            access: Access(rawValue: access), name: try text(), unit: try text(), address: try cells())
    }
}
