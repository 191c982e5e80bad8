import CGatewayABI
import GatewayCore

/// Room for the reasons a plugin gives, used again for every call of one instance.
final class ErrorRoom {
    let pointer: UnsafeMutablePointer<gw_error>

    init() {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: gw_error())
    }

    deinit {
        pointer.deallocate()
    }

    /// Zeroed, as the contract says, for the next call.
    func cleared() -> UnsafeMutablePointer<gw_error> {
        pointer.pointee = gw_error()
        pointer.pointee.struct_size = UInt32(MemoryLayout<gw_error>.size)
        pointer.pointee.column = GW_NO_COLUMN
        return pointer
    }

    var message: String {
        withUnsafeBytes(of: &pointer.pointee.message) { ForeignText.read(field: $0) }
    }

    private var column: Int? {
        pointer.pointee.column == GW_NO_COLUMN ? nil : Int(pointer.pointee.column)
    }

    /// Throws unless `status` is `GW_OK`. A number that is no status, and one that makes no sense here, is a bug.
    func check(_ status: gw_status, _ call: String) throws(PluginFailure) {
        switch PluginStatus(rawValue: status) {
        case .ok: return
        case .pending, nil:
            throw PluginFailure(status: .bug, message: "its \(call) returned \(status), which is no answer to it")
        case .some(let status):
            throw PluginFailure(status: status, message: message, column: column)
        }
    }
}
