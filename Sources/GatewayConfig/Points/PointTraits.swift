import GatewayCore

/// What many points have in common: all of a ``PointConfig`` but its names, address and place.
///
/// A table of a million points has a few dozen of them, so a table keeps each once.
struct PointTraits: Hashable, Sendable {
    var kind: PointKind
    var dataType: DataType
    var unit: String
    var scale: Double
    var offset: Double
    var deadband: Deadband
    var access: Access
    var period: Duration
    var minimum: Double?
    var maximum: Double?
    var tags: [String]
}

extension PointTraits {
    init(_ point: PointConfig) {
        self.init(
            kind: point.kind, dataType: point.dataType, unit: point.unit, scale: point.scale, offset: point.offset,
            deadband: point.deadband, access: point.access, period: point.period, minimum: point.minimum,
            maximum: point.maximum, tags: point.tags)
    }
}
