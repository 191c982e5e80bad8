import GatewaySDK
import Modbus

/// Turns one stretch of a response's data into one sample. Compiled once, run at every poll.
struct DecodeStep: Sendable {
    let point: UInt32
    let form: PointForm
    let order: RegisterOrder
    /// Of its first byte in the data; for ``PointForm/coil`` the place of its bit.
    let offset: Int

    /// - Parameter start: the address of the first coil or register in the data.
    init(point: UInt32, _ address: PointAddress, start: UInt16) {
        self.point = point
        form = address.form
        order = address.order
        let distance = Int(address.address) - Int(start)
        offset = address.form == .coil ? distance : distance * 2
    }

    /// Appends the sample. `data` is what follows the byte count of the response. Allocates nothing.
    func decode(_ data: UnsafeRawBufferPointer, into buffer: SampleBuffer) {
        switch form {
        case .coil:
            guard offset >= 0, offset / 8 < data.count else { return fail(into: buffer) }
            buffer.append(Sample(point: point, bool: data[offset / 8] >> UInt8(offset % 8) & 1 == 1))
        case .bit(let bit):
            guard let word = word(data) else { return fail(into: buffer) }
            buffer.append(Sample(point: point, bool: word >> UInt64(bit) & 1 == 1))
        case .flag:
            guard let word = word(data) else { return fail(into: buffer) }
            buffer.append(Sample(point: point, bool: word != 0))
        case .number(let format):
            guard let bits = format.bits(in: data, at: offset, order: order) else { return fail(into: buffer) }
            buffer.append(sample(format, bits))
        case .text(let length):
            text(data, length, into: buffer)
        }
    }

    private func word(_ data: UnsafeRawBufferPointer) -> UInt64? {
        NumberFormat.uint16.bits(in: data, at: offset, order: order)
    }

    private func sample(_ format: NumberFormat, _ bits: UInt64) -> Sample {
        switch format {
        case .uint8, .uint16, .uint32, .uint64: return Sample(point: point, uint: bits)
        case .int8, .int16, .int32, .int64: return Sample(point: point, int: format.signed(bits))
        case .float32, .float64:
            let value = format.float(bits)
            // "Not implemented" and "no measurement" come as NaN: that is no value.
            return value.isFinite
                ? Sample(point: point, float: value) : Sample(point: point, quality: Quality(.bad, .sensorFailure))
        }
    }

    private func text(_ data: UnsafeRawBufferPointer, _ length: Int, into buffer: SampleBuffer) {
        let size = form.quantity * 2
        guard offset >= 0, offset <= data.count, size <= data.count - offset else { return fail(into: buffer) }
        let registers = UnsafeRawBufferPointer(rebasing: data[offset..<offset + size])
        RegisterText.withText(in: registers, length: length, order: order.bytes) {
            buffer.append(Sample(point: point, type: .text), bytes: $0)
        }
    }

    /// The data end too early. Cannot happen to data whose size has been checked; and must not trap if it does.
    private func fail(into buffer: SampleBuffer) {
        buffer.append(Sample(point: point, quality: .deviceFailure))
    }
}
