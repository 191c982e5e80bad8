import GatewayCore

/// What a child says to the gateway. Samples have a form of their own: ``SampleMessage``.
enum ChildMessage: Equatable {
    /// The plugin is in the process, and this is how well the process is confined, in ``ConfinementReport/text``.
    case loaded(confinement: String)
    case created(Traits)
    /// The process could not load the plugin or make its instance.
    case createFailed(PluginFailure)
    case prepared(window: Int)
    case prepareFailed(PlanFailure)
    case started(run: UInt64)
    case startFailed(run: UInt64, PluginFailure)
    case stopped
    case destroyed
    case answer(token: UInt64, PluginAnswer)
    case link(run: UInt64, device: UInt32?, isUp: Bool, quality: Quality, message: String)
    case failed(run: UInt64, status: PluginStatus, message: String)
    case log(level: Int32, message: String)
    case request(PointRequest)
    case frame(sent: Bool, bytes: [UInt8], words: String)
    case fault(ContractBreach)

    /// What kind of plugin it is.
    struct Traits: Equatable {
        var isOnLoop: Bool
        var isPolled: Bool
        var window: Int
    }

    enum Kind: UInt16 {
        case loaded = 1
        case created, createFailed, prepared, prepareFailed, started, startFailed, stopped, destroyed, answer, samples
        case link, failed, log, request, frame, fault
    }

    /// A child may make the gateway keep this much at once.
    static let sizeLimit = 8 << 20
    /// Longer texts are cut off, as inside the process: by the child, and here, since it may be no honest one.
    static let textLimit = ForeignText.limit
    /// Of the report on the confinement, which names paths.
    static let reportLimit = 1 << 16
    /// Whatever a plugin finds wrong with its plan, a person reads no more of it.
    static let problemLimit = 1000
    /// Longer frames are cut off in the trace.
    static let frameLimit = 1 << 16
}
