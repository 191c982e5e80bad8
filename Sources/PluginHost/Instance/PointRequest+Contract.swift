import CGatewayABI
import GatewayCore

extension PointRequest {
    /// Copies a request out of the plugin's memory; `nil` when it names no point or its value is none.
    init?(_ source: UnsafePointer<gw_command_request>) {
        let table = ContractTable.read(source, over: gw_command_request())
        guard let point = ForeignText.read(table.point), let type = ValueType(rawValue: table.type), type != .none,
            let byteCount = Int(exactly: table.bytes_size)
        else { return nil }
        let bytes = UnsafeRawBufferPointer(start: table.bytes, count: table.bytes == nil ? 0 : byteCount)
        let sample = Sample(point: 0, type: type, bits: table.value.u64)
        let span = sample.span
        let hasSpan = type == .text || type == .bytes
        guard !hasSpan || (span.offset <= bytes.count && span.size <= bytes.count - span.offset) else { return nil }
        self.init(
            token: table.token, point: point, value: SampleBuffer.value(sample, bytes: bytes), phase: table.phase,
            lifetime: .nanoseconds(max(0, table.lifetime_ns)))
    }
}
