import CGatewayABI
import GatewayCore

/// A request for a write on its way across the contract.
struct CommandRequest {
    let point: String
    let value: Value
    let token: UInt64
    let lifetime: Duration

    func send(to host: UnsafePointer<gw_command_host>) -> PluginStatus {
        let bytes = ScalarBytes(value)
        let status = bytes.bytes.withUnsafeBufferPointer { span in
            point.withCString { name in
                var table = gw_command_request()
                table.struct_size = UInt32(MemoryLayout<gw_command_request>.size)
                table.type = value.type.rawValue
                table.token = token
                table.point = name
                table.value.u64 = bytes.bits
                table.bytes = span.baseAddress
                table.bytes_size = UInt64(span.count)
                table.lifetime_ns = lifetime.nanoseconds
                return host.pointee.request(host.pointee.context, &table)
            }
        }
        return PluginStatus(rawValue: status) ?? .bug
    }
}
