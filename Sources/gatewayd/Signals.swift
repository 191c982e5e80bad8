@preconcurrency import Dispatch
import Glibc

/// The signals a daemon is led by, as a stream. Make it before any thread exists that could take them.
struct Signals: Sendable {
    enum Kind: Int32, Sendable {
        case terminate = 15
        case interrupt = 2
        case hangUp = 1
    }

    let stream: AsyncStream<Kind>
    private let sources: [any DispatchSourceSignal]

    init(_ kinds: [Kind]) {
        let (stream, continuation) = AsyncStream.makeStream(of: Kind.self)
        self.stream = stream
        sources = kinds.map { kind in
            signal(kind.rawValue, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: kind.rawValue, queue: .global())
            source.setEventHandler { continuation.yield(kind) }
            source.activate()
            return source
        }
        // A peer that goes away is told by the write's result.
        signal(SIGPIPE, SIG_IGN)
    }
}
