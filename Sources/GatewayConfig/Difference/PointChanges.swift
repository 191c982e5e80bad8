import GatewayCore

/// Counts what changed between the points of two channels, matched by device and id.
struct PointChanges {
    private(set) var added = 0
    private(set) var removed = 0
    private(set) var changed = 0
    /// Something that the plan of the driver holds is different, or in another order.
    private(set) var concernsDriver = false

    private struct Key: Hashable {
        var device: String
        var id: String
    }

    init(from old: ChannelConfig, to new: ChannelConfig) {
        // Most channels are untouched by a reload, and equal columns say so at once.
        guard !old.points.isAlike(new.points) || old.devices.map(\.id) != new.devices.map(\.id) else { return }
        var before = Dictionary(
            old.points.indices.map { (Self.key(old, old.points[$0]), $0) }, uniquingKeysWith: { first, _ in first })
        for (row, point) in new.points.enumerated() {
            guard let oldRow = before.removeValue(forKey: Self.key(new, point)) else {
                added += 1
                continue
            }
            compare(old.points[oldRow], point, moved: oldRow != row)
        }
        removed = before.count
        concernsDriver = concernsDriver || added > 0 || removed > 0
    }

    private mutating func compare(_ old: PointConfig, _ new: PointConfig, moved: Bool) {
        var old = old
        old.location = new.location
        concernsDriver =
            concernsDriver || moved || old.device != new.device || old.address != new.address
            || old.dataType != new.dataType || old.access != new.access || old.period != new.period
            || old.unit != new.unit
        // A device that only moved in the list is the same to everyone but the driver.
        old.device = new.device
        changed += old == new ? 0 : 1
    }

    private static func key(_ channel: ChannelConfig, _ point: PointConfig) -> Key {
        Key(
            device: channel.devices.indices.contains(point.device) ? channel.devices[point.device].id : "", id: point.id
        )
    }
}

extension PointTable {
    /// Equal but for the places in files.
    func isAlike(_ other: PointTable) -> Bool {
        ids == other.ids && names == other.names && descriptions == other.descriptions && devices == other.devices
            && traitsOf == other.traitsOf && traits == other.traits && addresses == other.addresses
    }
}
