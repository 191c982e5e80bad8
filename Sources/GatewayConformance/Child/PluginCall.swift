/// A function of the plugin that the judge calls.
enum PluginCall: String, Sendable, CaseIterable {
    case entry, describe, getExtension = "get_extension", create, prepare, start, stop, destroy, interrupt
    case read, write, deliver, window, ready, timer, woken, answered, enable

    /// Whether a plugin without `gw.loop/1` may take its time, until it is interrupted.
    var mayBlock: Bool {
        switch self {
        case .start, .read, .write, .deliver: true
        default: false
        }
    }

    /// Whether it stands under gw.loop/1's rule never to block.
    var isOnLoop: Bool {
        switch self {
        case .start, .stop, .read, .write, .deliver, .ready, .timer, .woken, .answered, .enable: true
        default: false
        }
    }

    /// After this the judge says that a call which may not block hangs.
    var limit: Int64 {
        switch self {
        case .prepare: 10_000_000_000
        case .create, .destroy: 5_000_000_000
        default: 4_000_000_000
        }
    }
}
