import Hummingbird
import Logging
import NIOCore
import Synchronization

/// Serves a ``GatewayControl`` over HTTP on a Unix socket.
public struct GatewayServer: Sendable {
    private let control: any GatewayControl
    private let socketPath: String
    private let mode: SocketMode
    private let logger: Logger

    /// - Parameters:
    ///   - socketPath: at most 100 bytes; its folder has to exist.
    ///   - mode: who may connect.
    ///   - logger: hears of requests that failed for no good reason, and of nothing else.
    public init(
        control: any GatewayControl, socketPath: String, mode: SocketMode = .owner,
        logger: Logger = Logger(label: "gateway.api")
    ) {
        self.control = control
        self.socketPath = socketPath
        self.mode = mode
        self.logger = logger
    }

    /// Serves until the task is cancelled, then ends the live streams and removes the socket.
    ///
    /// Throws ``SocketError`` when the socket cannot be had, among others because another gateway answers on it.
    /// `whenReady` is called once clients can connect.
    public func run(whenReady: @escaping @Sendable () -> Void = {}) async throws {
        try await run(at: claim(), whenReady: whenReady)
    }

    /// Makes sure that the socket can be had, before anything else begins. Clients cannot connect yet.
    public func claim() throws(SocketError) -> SocketClaim {
        SocketClaim(place: try SocketPlace(path: socketPath, mode: mode))
    }

    /// Serves on a socket that was claimed before.
    public func run(at claim: SocketClaim, whenReady: @escaping @Sendable () -> Void = {}) async throws {
        let place = claim.place
        defer { place.withdraw() }
        let (failure, listener) = (Failure(), Listener())
        // The framework calls an ordinary stop an error; what matters it throws as well.
        var quiet = logger
        quiet.logLevel = .critical
        let application = Application(
            router: RouteTable.router(control, logger: logger),
            configuration: ApplicationConfiguration(
                address: .unixDomainSocket(path: place.hiddenPath), serverName: nil),
            onServerRunning: { channel in
                do throws(SocketError) {
                    try place.publish()
                } catch {
                    failure.keep(error)
                    channel.close(promise: nil)
                    return
                }
                listener.keep(channel)
                whenReady()
            },
            logger: quiet)
        do {
            try await serve(application, listener)
        } catch {
            try failure.rethrow()
            // Being cancelled is how a server ends.
            if !Task.isCancelled { throw error }
        }
    }

    /// How long those who are connected already have when the server ends.
    private static let farewell = Duration.milliseconds(50)

    /// Serves until the task is cancelled. Then nobody new is let in, and the server itself is cancelled a moment later: it
    /// does not survive being cancelled with a connection in its hands that it has not begun to serve (NIOAsyncWriter).
    private func serve(_ application: some ApplicationProtocol, _ listener: Listener) async throws {
        let serving = Task { try await application.run() }
        try await withTaskCancellationHandler {
            try await serving.value
        } onCancel: {
            listener.close()
            Task {
                try? await Task.sleep(for: Self.farewell)
                serving.cancel()
            }
        }
    }

    /// The socket that lets clients in, once there is one.
    private final class Listener: Sendable {
        private let kept = Mutex<(channel: (any Channel)?, isClosed: Bool)>((nil, false))

        func keep(_ channel: any Channel) {
            let isClosed = kept.withLock { kept in
                kept.channel = channel
                return kept.isClosed
            }
            if isClosed { channel.close(promise: nil) }
        }

        func close() {
            let channel = kept.withLock { kept in
                kept.isClosed = true
                return kept.channel
            }
            channel?.close(promise: nil)
        }
    }

    /// Carries an error out of a call that may not throw.
    private final class Failure: Sendable {
        private let kept = Mutex<SocketError?>(nil)

        func keep(_ error: SocketError) {
            kept.withLock { $0 = error }
        }

        func rethrow() throws(SocketError) {
            if let error = kept.withLock({ $0 }) { throw error }
        }
    }
}
