import CGatewayABI
import GatewayCore

/// A host that writes down what a plugin tells it. One thread.
final class TestHost {
    let table: UnsafeMutablePointer<gw_host>
    private(set) var lines: [String] = []

    init() {
        table = .allocate(capacity: 1)
        var host = gw_host()
        host.struct_size = UInt32(MemoryLayout<gw_host>.size)
        host.context = Unmanaged.passUnretained(self).toOpaque()
        host.log = { TestHost.of($0).lines.append("log \($1) \($2.map { String(cString: $0) } ?? "")") }
        host.wall_clock = { _ in 1_000 }
        host.monotonic = { _ in 2_000 }
        host.publish = { TestHost.of($0).publish($1) }
        host.link = {
            TestHost.of($0).lines.append("link \($1) \($2) \(Quality(rawValue: $3)) \(String(cString: $4!))")
        }
        host.get_extension = { _, _ in nil }
        table.initialize(to: host)
    }

    deinit { table.deallocate() }

    private static func of(_ context: UnsafeMutableRawPointer?) -> TestHost {
        Unmanaged<TestHost>.fromOpaque(context!).takeUnretainedValue()
    }

    private func publish(_ batch: UnsafePointer<gw_batch>?) -> gw_status {
        guard let batch = batch?.pointee else { return GW_BUG }
        let samples = UnsafeRawBufferPointer(start: batch.samples, count: Int(batch.count) * 24).bindMemory(
            to: Sample.self)
        let bytes = UnsafeRawBufferPointer(start: batch.bytes, count: Int(batch.bytes_size))
        let values = samples.map { "\($0.point)=\(SampleBuffer.value($0, bytes: bytes))" }
        lines.append("publish \(values.joined(separator: " ")) @\(batch.receive_time)")
        return GW_OK
    }
}
