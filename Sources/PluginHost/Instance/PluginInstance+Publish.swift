import CGatewayABI
import GatewayCore

// The hot path. One look at each sample; nothing is allocated, and nothing copied unless the plugin is at fault.
extension PluginInstance {
    func published(_ source: UnsafePointer<gw_batch>?) -> gw_status {
        guard state != .idle && state != .destroyed else {
            fault(ContractBreach(.notRunning, "publish of an instance that is not running"))
            return GW_BUG
        }
        guard let source, let batch = Self.batch(source) else {
            fault(ContractBreach(.badBatch, "a batch that is too short, badly aligned or without its samples"))
            return GW_BUG
        }
        let result = sieve.sieve(batch.samples, bytes: batch.bytes, handles: handleCount)
        if !result.samples.isEmpty {
            owner?.publish(result.samples, bytes: batch.bytes, received: batch.received)
        }
        if result.isClean { return GW_OK }
        for breach in result.faults.breaches(handles: handleCount) { fault(breach) }
        return GW_BUG
    }

    private static func batch(
        _ source: UnsafePointer<gw_batch>
    ) -> (samples: UnsafeBufferPointer<Sample>, bytes: UnsafeRawBufferPointer, received: Timestamp)? {
        let size = Int(UnsafeRawPointer(source).loadUnaligned(as: UInt32.self))
        guard UInt(bitPattern: source) & 7 == 0, size >= FirstRevision.batch else { return nil }
        let table = ContractTable.read(source, over: gw_batch())
        guard UInt(bitPattern: table.samples) & 7 == 0, table.samples != nil || table.count == 0,
            let byteCount = Int(exactly: table.bytes_size), table.bytes != nil || byteCount == 0
        else { return nil }
        let start = UnsafeRawPointer(table.samples)?.assumingMemoryBound(to: Sample.self)
        let received = table.receive_time > 0 ? table.receive_time : HostClock.wall
        return (
            UnsafeBufferPointer(start: start, count: start == nil ? 0 : Int(table.count)),
            UnsafeRawBufferPointer(start: table.bytes, count: byteCount), Timestamp(rawValue: received)
        )
    }
}
