import Glibc
import Synchronization

/// A look-up of the broker's name on a short-lived thread, because the C library offers it only as a blocking call.
///
/// libmosquitto does the look-up inside its connect call, so for that long the client belongs to the thread: the loop
/// touches it again only after ``take()`` has handed it back. A loop that cannot wait so long calls ``abandon()``; the
/// thread then frees the client when the look-up ends.
///
/// Unchecked: the lock orders the hand-over, and `client` is only used by the side that has it.
final class ConnectAttempt: @unchecked Sendable {
    private enum State {
        case running
        case done(MosquittoError?)
        case abandoned
    }

    private var client: MosquittoClient?
    private let bindAddress: String?
    private let state = Mutex(State.running)
    private let wake: () -> Void

    /// Starts the thread; `wake` is called on it once, under the lock, when the client may be taken back.
    init(_ client: MosquittoClient, bindTo address: String?, wake: @escaping () -> Void) throws(MosquittoError) {
        self.client = client
        bindAddress = address
        self.wake = wake
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self).toOpaque()
        let code = pthread_create(
            &thread, nil,
            { context in
                let attempt = Unmanaged<ConnectAttempt>.fromOpaque(context!).takeRetainedValue()
                attempt.run()
                return nil
            }, context)
        guard code == 0 else {
            Unmanaged<ConnectAttempt>.fromOpaque(context).release()
            throw .system(code)
        }
        pthread_detach(thread)
    }

    private func run() {
        var failure: MosquittoError?
        do throws(MosquittoError) { try client?.connect(bindTo: bindAddress) } catch { failure = error }
        let isWanted = state.withLock { state in
            if case .abandoned = state { return false }
            state = .done(failure)
            // Under the lock: after abandon() the host may be gone.
            wake()
            return true
        }
        if !isWanted { client = nil }
    }

    /// Hands the client back once the look-up has ended; `nil` while it runs.
    func take() -> Result<MosquittoClient, MosquittoError>? {
        state.withLock { state in
            guard case .done(let failure) = state, let client else { return nil }
            self.client = nil
            state = .abandoned
            return failure.map { .failure($0) } ?? .success(client)
        }
    }

    /// Leaves client and thread to themselves.
    func abandon() {
        state.withLock { $0 = .abandoned }
    }
}
