/// Chance that is the same every time: a pure function of seed, stream and place.
struct SiteNoise: Sendable {
    /// One independent series of numbers.
    enum Stream: UInt64, Sendable {
        case dullness = 1
        case clouds, gusts, warmth, dew, consumption, appliance, heatPump, frequency, voltage
    }

    let seed: UInt64

    /// Even in 0..<1.
    func value(_ stream: Stream, _ place: Int64) -> Double {
        var bits =
            seed &+ stream.rawValue &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(bitPattern: place) &* 0xD1B5_4A32_D192_ED03
        // The finalizer of SplitMix64: neighbours in, strangers out.
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        bits ^= bits >> 31
        return Double(bits >> 11) / Double(1 << 53)
    }

    /// A curve through one value every `period` seconds, without corners.
    func smooth(_ stream: Stream, at time: Double, every period: Double) -> Double {
        let place = (time / period).rounded(.down)
        let part = time / period - place
        let from = value(stream, Int64(place))
        let to = value(stream, Int64(place) + 1)
        return from + (to - from) * part * part * (3 - 2 * part)
    }
}
