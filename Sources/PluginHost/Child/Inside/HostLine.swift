import CLinux
import Glibc
import Synchronization

/// The child's way to the gateway. Any thread; waits for room when the gateway is busy.
///
/// Unchecked: the lock guards the writer.
final class HostLine: @unchecked Sendable {
    private let writer: RingWriter
    private let access = Mutex(())

    init(_ memory: SharedMemory) {
        writer = RingWriter(memory, toChild: false)
    }

    func send(_ message: ChildMessage) {
        send(message.bytes)
    }

    func send(_ record: [UInt8]) {
        access.withLock { _ in
            record.withUnsafeBytes { bytes in
                var offset = 0
                while offset < bytes.count {
                    offset += write(UnsafeRawBufferPointer(rebasing: bytes[offset...]))
                }
            }
        }
    }

    /// Writes what there is room for, or waits a while for some.
    private func write(_ bytes: UnsafeRawBufferPointer) -> Int {
        do throws(RingBreach) {
            let count = try writer.write(bytes)
            if writer.mustWakeReader() { Self.wakeHost() }
            if count == 0, try writer.askForRoom() { writer.waitForRoom(nanoseconds: 100_000_000) }
            return count
        } catch {
            // Only the plugin can have done that: nothing that this process says is worth anything any more.
            _ = TextFile.writeAll(2, Array("the ring is broken: \(error)\n".utf8))
            _exit(1)
        }
    }

    static func wakeHost() {
        var one: UInt64 = 1
        _ = Glibc.write(ChildLaunch.File.toHost.rawValue, &one, 8)
    }
}
