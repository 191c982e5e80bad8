import CGatewayABI
import GatewayCore

/// From Swift's errors to the contract's statuses.
enum Contract {
    /// Runs `body` and puts what it throws into the caller's room.
    static func answer(_ room: UnsafeMutablePointer<gw_error>?, _ body: () throws(PluginError) -> Void) -> gw_status {
        do {
            try body()
            return GW_OK
        } catch {
            fill(room, error)
            return error.status.rawValue
        }
    }

    static func answer(_ room: UnsafeMutablePointer<gw_error>?, _ answer: Answer) -> gw_status {
        switch answer {
        case .ok, .pending: break
        case .failed(let error): fill(room, error)
        case .retry, .rejected: fill(room, PluginError(answer.status, answer.message))
        }
        return answer.status.rawValue
    }

    /// Cuts the message at the last whole character that fits, and ends it with a zero byte.
    static func fill(_ room: UnsafeMutablePointer<gw_error>?, _ error: PluginError) {
        guard let room else { return }
        room.pointee.column = error.column ?? UInt32(GW_NO_COLUMN)
        withUnsafeMutableBytes(of: &room.pointee.message) { bytes in
            var length = 0
            for character in error.message {
                let size = character.utf8.count
                guard length + size < bytes.count else { break }
                for byte in character.utf8 {
                    bytes[length] = byte
                    length += 1
                }
            }
            bytes[length] = 0
        }
    }
}
