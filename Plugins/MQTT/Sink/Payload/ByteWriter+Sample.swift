import GatewaySDK

extension ByteWriter {
    /// A sample's value as JSON: 64-bit integers with all their digits, byte strings as hex, `null` for no value.
    @inline(__always)
    func append(jsonValue sample: Sample, bytes: UnsafeRawBufferPointer, isFloat32: Bool) {
        switch sample.type {
        case .float: append(number: sample.float, isFloat32: isFloat32)
        case .int: append(sample.int)
        case .uint: append(sample.bits)
        case .bool: append(sample.bits == 0 ? "false" : "true")
        case .text: append(jsonText: SampleBuffer.slice(sample, of: bytes))
        case .bytes: append(jsonHex: SampleBuffer.slice(sample, of: bytes))
        case .none: append("null")
        }
    }

    /// A sample's value as it is: texts without quotes, byte strings untouched. Nothing for no value.
    func append(bareValue sample: Sample, bytes: UnsafeRawBufferPointer, isFloat32: Bool) {
        switch sample.type {
        case .text, .bytes: append(SampleBuffer.slice(sample, of: bytes))
        case .none: break
        case .bool, .int, .uint, .float: append(jsonValue: sample, bytes: bytes, isFloat32: isFloat32)
        }
    }

    /// A number of a point with single precision is written with single precision, as long as nothing (a scale, say) has
    /// made more of it.
    @inline(__always)
    private func append(number: Double, isFloat32: Bool) {
        guard isFloat32 else { return append(number) }
        let single = Float(number)
        Double(single) == number ? append(single) : append(number)
    }
}
