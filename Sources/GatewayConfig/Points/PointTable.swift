import GatewayCore

/// The points of a channel, in about a hundred bytes each.
///
/// A collection of ``PointConfig``, made on demand from columns: a million points fit where a million records would not.
/// Two tables are equal when their points are, places in files included.
public struct PointTable: Sendable, Equatable {
    var ids = TextColumn()
    var names = TextColumn()
    var descriptions = TextColumn()
    var devices: [UInt32] = []
    var traitsOf: [UInt32] = []
    var traits: [PointTraits] = []
    var addresses: CellColumn
    var places = PlaceColumn()

    init(addressWidth: Int) {
        addresses = CellColumn(width: addressWidth)
    }

    /// Addresses shorter than the longest are filled up with ``Cell/absent``.
    public init(_ points: some Collection<PointConfig>) {
        self.init(addressWidth: points.reduce(0) { Swift.max($0, $1.address.count) })
        var index: [PointTraits: UInt32] = [:]
        for point in points {
            let known = index[PointTraits(point)] ?? add(PointTraits(point))
            index[PointTraits(point)] = known
            append(point, traits: known)
        }
    }

    /// Keeps traits and returns their index.
    mutating func add(_ new: PointTraits) -> UInt32 {
        traits.append(new)
        return UInt32(traits.count - 1)
    }

    private mutating func append(_ point: PointConfig, traits index: UInt32) {
        ids.append(point.id.utf8)
        names.append(point.name.utf8)
        descriptions.append(point.description.utf8)
        devices.append(UInt32(clamping: point.device))
        traitsOf.append(index)
        for column in 0..<addresses.width {
            addresses.append(column < point.address.count ? point.address[column] : .absent)
        }
        places.append(point.location)
    }

    mutating func reserve(_ rows: Int) {
        ids.reserve(rows)
        names.reserve(rows)
        descriptions.reserve(rows)
        devices.reserveCapacity(rows)
        traitsOf.reserveCapacity(rows)
        addresses.reserve(rows)
        places.reserve(rows)
    }
}

extension PointTable: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { devices.count }

    public subscript(row: Int) -> PointConfig {
        let common = traits[Int(traitsOf[row])]
        return PointConfig(
            id: ids[row], name: names[row], device: Int(devices[row]), kind: common.kind, dataType: common.dataType,
            unit: common.unit, scale: common.scale, offset: common.offset, deadband: common.deadband,
            access: common.access, period: common.period, minimum: common.minimum, maximum: common.maximum,
            tags: common.tags, description: descriptions[row], address: addresses[row], location: places[row])
    }
}

extension PointTable: ExpressibleByArrayLiteral {
    public init(arrayLiteral points: PointConfig...) {
        self.init(points)
    }
}
