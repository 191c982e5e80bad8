import GatewayCore

/// What ingest does to the samples of one point, compiled from its configuration.
struct PointRule {
    enum Conversion: UInt8 {
        /// As the device says.
        case none
        /// raw × scale + offset, as a float.
        case linear
    }

    enum Band: UInt8 {
        case none
        /// In engineering units.
        case absolute
        /// In percent of the last value that was passed on.
        case percent
    }

    /// The registered id the point has inside the gateway.
    var id: UInt32
    var conversion = Conversion.none
    var band = Band.none
    var scaling = Scaling.none
    var width = 0.0
    /// One bit for each receiver of the channel that wants this point.
    var receivers: UInt64 = 0

    /// From raw device units to engineering units. A result that is not finite is no number: the last value stays, and is bad.
    @inline(__always)
    func convert(_ sample: inout Sample, after last: PointState) {
        guard conversion == .linear, let raw = sample.number else { return }
        let value = scaling.value(of: raw)
        guard value.isFinite else { return last.replaceValue(of: &sample, by: .overflow) }
        sample.typeCode = ValueType.float.rawValue
        sample.bits = value.bitPattern
    }

    /// Whether `value` is too near to what was passed on last to be passed on again.
    @inline(__always)
    func suppresses(_ value: Double, after last: Double) -> Bool {
        switch band {
        case .none: false
        case .absolute: abs(value - last) <= width
        case .percent: abs(value - last) <= abs(last) * width / 100
        }
    }
}
