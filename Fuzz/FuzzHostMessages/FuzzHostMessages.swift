import GatewayCore

@testable import PluginHost

private nonisolated(unsafe) var sum: UInt64 = 0

/// What a child makes of a record; the first byte is its kind. What it understands has to survive another trip.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = UnsafeRawBufferPointer(start: start, count: count)
    guard let first = input.first, let kind = HostMessage.Kind(rawValue: UInt16(first % 11)) else { return 0 }
    // Records lie on multiples of 8.
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: input.count - 1, alignment: 16)
    defer { copy.deallocate() }
    copy.copyBytes(from: input.dropFirst())
    do {
        try take(kind, UnsafeRawBufferPointer(copy))
    } catch {
        // The child ends itself.
    }
    return 0
}

private func take(_ kind: HostMessage.Kind, _ payload: UnsafeRawBufferPointer) throws {
    if kind == .deliver {
        let block = try DeliveryBlock.read(payload).block
        for sample in block.samples { sum &+= sample.bits }
        return
    }
    let bytes = try HostMessage(kind, number: 7, payload).bytes
    try bytes.withUnsafeBytes { raw in
        let again = try HostMessage(kind, number: 7, UnsafeRawBufferPointer(rebasing: raw[RecordReader.headerSize...]))
        precondition(again.bytes == bytes, "\(again)")
    }
}
