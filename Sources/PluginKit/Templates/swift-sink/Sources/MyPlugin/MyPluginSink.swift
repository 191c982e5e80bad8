// SPDX-License-Identifier: 0BSD
import GatewaySDK
import Glibc

/// A sink that appends a line for every sample to a file, or to standard output:
///
///     1766160000000000000 pv.inverter.ac_power 4711.5 0x0000
///
/// time in ns since 1970 UTC, point, value (`-` for none), quality. It is small, but whole; the comments say what a sink owes
/// the gateway. The gateway makes one call at a time, in this order: `init`, `prepare`, `start`, then deliveries, `stop`;
/// after that it may start it again. It may have several instances: no globals.
struct MyPluginSink: Sink {
    /// What the gateway tells people, and what it checks before `init` gets to see it.
    static let description = PluginDescription(
        id: "my-plugin", version: "0.1.0", kind: .sink, name: "My plugin",
        summary: "Appends a line for every sample to a file or to standard output.",
        settings: [
            FieldSchema(
                "path", .text(length: 1...4095), default: "-",
                help: "File to append to, from the root on; '-' is standard output."),
            FieldSchema(
                "sync", .choice(["system", "disk"]), default: "disk",
                help: "When a block counts as delivered: in the hands of the system, or on the disk."),
        ])

    private struct Block: Equatable {
        let stream: UInt64
        let epoch: UInt64
        let sequence: UInt64
    }

    private let host: Host
    private let path: String
    private let wantsDisk: Bool
    private var lines = Lines()
    private let file = Slot()
    /// The last block that was written.
    private var last: Block?

    /// What is open between start and stop.
    private final class Slot {
        var file: LineFile?
    }

    /// Settings alone: no I/O here.
    init(settings: Settings, host: Host) throws(PluginError) {
        self.host = host
        path = settings.text("path")
        wantsDisk = settings.text("sync") == "disk"
        guard path == "-" || path.hasPrefix("/") else {
            throw .configuration("begin the path with '/': nobody knows where a gateway was started", setting: "path")
        }
    }

    /// The plan is borrowed: what is needed later is copied.
    mutating func prepare(_ plan: Plan) throws(PluginError) {
        lines.names = Dictionary(plan.points.map { ($0.handle, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func start() throws(PluginError) {
        guard let opened = LineFile(path) else {
            // The disk may come back, the folder may be made: the gateway tries again, and keeps the samples until then.
            throw .unreachable("cannot open \(path): \(Self.words(errno))")
        }
        file.file = consume opened
        host.linkUp("open")
    }

    mutating func stop() {
        file.file = nil
    }

    /// Ok only when the block is there for good: the gateway deletes it then. It has a thread of its own and may block.
    mutating func deliver(_ delivery: Delivery) -> Answer {
        // A block that was taken, but whose answer got lost, comes again: stream, epoch and sequence tell.
        let block = Block(stream: delivery.stream, epoch: delivery.epoch, sequence: delivery.sequence)
        if delivery.isResent && block == last { return .ok }
        lines.fill(delivery)
        let code = file.file?.append(lines.text, toDisk: wantsDisk) ?? EBADF
        guard code == 0 else {
            // Later it may work: the gateway keeps the block and offers it again. .rejected would give it up for ever.
            return .retry(after: .zero, "cannot write to \(path): \(Self.words(code))")
        }
        last = block
        return .ok
    }

    private static func words(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
