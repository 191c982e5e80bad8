import GatewayCore

@testable import PluginHost

private nonisolated(unsafe) let memory = SharedMemory.make()!.memory
private nonisolated(unsafe) let sieve = SampleSieve()
private nonisolated(unsafe) var sum: UInt64 = 0

/// What the gateway does with the ring of a child, while the child does what the input says.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var child = HostileChild(memory, script: UnsafeRawBufferPointer(start: start, count: count))
    let reader = RecordReader(RingReader(memory, toChild: false), limit: ChildMessage.sizeLimit)
    do {
        while child.act() {
            while let (header, payload) = try reader.next() { try take(header, payload) }
        }
    } catch {
        // The child is killed for it.
    }
    return 0
}

private func take(_ header: RecordReader.Header, _ payload: UnsafeRawBufferPointer) throws {
    guard let kind = ChildMessage.Kind(rawValue: header.kind) else { throw RingBreach("kind") }
    if kind == .samples { return try publish(try SampleMessage(number: header.number, payload)) }
    let message = try ChildMessage(kind, number: header.number, payload)
    // What was understood can be said again, and is understood the same.
    let bytes = message.bytes
    try bytes.withUnsafeBytes { raw in
        let again = try ChildMessage(
            kind, number: header.number, UnsafeRawBufferPointer(rebasing: raw[RecordReader.headerSize...]))
        precondition(again.bytes == bytes, "\(message) came back as \(again)")
    }
    if case .loaded(let text) = message { _ = ConfinementReport(text: text)?.words }
}

private func publish(_ message: SampleMessage) throws {
    let result = sieve.sieve(message.samples, bytes: message.bytes, handles: 100)
    for sample in result.samples {
        precondition(sample.point < 100)
        if case .text(let text) = SampleBuffer.value(sample, bytes: message.bytes) { sum &+= UInt64(text.utf8.count) }
        sum &+= sample.bits
    }
}
