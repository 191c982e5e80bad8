import Logging

extension Logger.Level {
    /// From the contract's `GW_LOG_*`.
    init(contract level: Int32) {
        switch level {
        case ...0: self = .trace
        case 1: self = .debug
        case 2: self = .info
        case 3: self = .warning
        default: self = .error
        }
    }
}
