import GatewayCore

/// Takes routed samples: the lane of a sink, the history, a stage. Called on the threads of drivers; must not block.
protocol SampleReceiver: AnyObject, Sendable {
    /// Copies what it keeps. Samples carry registered ids and a source time each.
    func receive(_ samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, at received: Timestamp)

    /// A receiver that wants its sources to wait rather than to lose anything.
    var wantsPause: Bool { get }
}

extension SampleReceiver {
    var wantsPause: Bool { false }
}
