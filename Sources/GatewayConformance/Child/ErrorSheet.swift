import CGatewayABI
import GatewayCore
import GatewayLoop

/// Room for the reasons a plugin gives, one for each instance; what stands there afterwards is judged as bytes.
final class ErrorSheet {
    let pointer: UnsafeMutablePointer<gw_error>

    init() {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: gw_error())
    }

    deinit {
        pointer.deallocate()
    }

    func clear() {
        pointer.pointee = gw_error()
        pointer.pointee.struct_size = UInt32(MemoryLayout<gw_error>.size)
        pointer.pointee.column = GW_NO_COLUMN
    }

    func result(_ call: PluginCall, _ status: gw_status, _ nanoseconds: Int64) -> CallResult {
        let bytes = withUnsafeBytes(of: &pointer.pointee.message) { Array($0) }
        let text = Array(bytes.prefix { $0 != 0 })
        var fault: String?
        if text.count == bytes.count { fault = "its message has no zero byte at its end" }
        if String(validating: text, as: UTF8.self) == nil { fault = "its message is no UTF-8" }
        return CallResult(
            call: call, status: status, message: String(decoding: text, as: UTF8.self),
            column: pointer.pointee.column, messageFault: fault, nanoseconds: nanoseconds)
    }
}
