import Dispatch
import Glibc

/// Signals as a stream. From the first use on they no longer do what they do by default.
enum Signals {
    /// What ends a command that runs until it is told: Ctrl-C, a kind end of the process, a closed terminal.
    static let ends = [SIGINT, SIGTERM, SIGHUP]

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

    /// Runs `body` until it ends, or until one of ``ends`` arrives; that counts as an end like any other.
    static func untilInterrupted(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let signals = stream(ends)
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
