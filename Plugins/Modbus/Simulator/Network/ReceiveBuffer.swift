/// Memory that every connection of a loop receives into, one after the other.
final class ReceiveBuffer {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)

    deinit {
        memory.deallocate()
    }
}
