import Glibc
import Synchronization

/// One look-up of a host name on a thread of its own, because `getaddrinfo` blocks.
///
/// The thread cannot be stopped, so it may outlive whoever asked. After ``cancel()`` it touches nothing but this object.
final class NameLookup: Sendable {
    private struct State {
        var isCancelled = false
        var outcome: (addresses: [SocketAddress], error: String)?
    }

    private let host: String
    private let port: UInt16
    private let wake: @Sendable () -> Void
    private let state = Mutex(State())

    /// - Parameter wake: called on the look-up's thread when there is an outcome.
    init(_ host: String, port: UInt16, wake: @escaping @Sendable () -> Void) {
        self.host = host
        self.port = port
        self.wake = wake
    }

    /// Begins; `false` when there can be no thread.
    func start() -> Bool {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let own = Unmanaged.passRetained(self)
        let code = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                Unmanaged<NameLookup>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, own.toOpaque())
        if code != 0 { own.release() }
        return code == 0
    }

    /// Nobody is interested any more. When this returns, `wake` is not being called and never will be.
    func cancel() {
        state.withLock { $0.isCancelled = true }
    }

    /// What was found, once.
    func takeOutcome() -> (addresses: [SocketAddress], error: String)? {
        state.withLock { state in
            defer { state.outcome = nil }
            return state.outcome
        }
    }

    private func run() {
        let found = SocketAddress.find(host, port: port, numericOnly: false)
        state.withLock { state in
            guard !state.isCancelled else { return }
            state.outcome = found
            wake()
        }
    }
}
