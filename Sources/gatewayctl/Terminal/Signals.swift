import Dispatch
import Glibc

/// Signals as a stream. From the first use on they no longer do what they do by default.
enum Signals {
    static func stream(_ numbers: [CInt]) -> AsyncStream<CInt> {
        AsyncStream(bufferingPolicy: .bufferingNewest(8)) { continuation in
            let sources = numbers.map { number in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number)
                source.setEventHandler { continuation.yield(number) }
                source.resume()
                return Source(source)
            }
            continuation.onTermination = { _ in
                for source in sources { source.source.cancel() }
            }
        }
    }

    /// Runs `body` until it ends, or until somebody presses Ctrl-C or ends the process kindly; both count as an end.
    static func untilInterrupted(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let signals = stream([SIGINT, SIGTERM, SIGHUP])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in signals { break } }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// A Dispatch source may be cancelled from any thread.
    private struct Source: @unchecked Sendable {
        let source: any DispatchSourceSignal

        init(_ source: any DispatchSourceSignal) {
            self.source = source
        }
    }
}
