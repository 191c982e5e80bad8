import GatewayCore

/// A buffer filled in one expression.
func samples(_ fill: (SampleBuffer) -> Void) -> SampleBuffer {
    let buffer = SampleBuffer()
    fill(buffer)
    return buffer
}

/// Three points of two devices; their handles are 100, 101, 102.
let demoPoints: [(String, DataType)] = [
    ("pv1.inverter.power", .float64), ("pv1.inverter.energy", .uint64), ("pv1.meter.state", .text),
]
