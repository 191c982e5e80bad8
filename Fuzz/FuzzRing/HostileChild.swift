import Glibc

@testable import PluginHost

/// Plays a child that has been taken over: it may write what it likes anywhere in the shared memory, at any time.
struct HostileChild {
    private let memory: SharedMemory
    /// Where an honest child would write next.
    private var head: UInt64 = 0
    private var script: UnsafeRawBufferPointer.SubSequence

    init(_ memory: SharedMemory, script: UnsafeRawBufferPointer) {
        self.memory = memory
        self.script = script[...]
        memset(memory.word(.toChildHead), 0, SharedMemory.wordsSize)
    }

    /// Does the next deed of the script; `false` when there is none left.
    mutating func act() -> Bool {
        guard let deed = script.popFirst() else { return false }
        switch deed % 8 {
        case 0...3: writeRecord()
        case 4: write(take(Int(deed)))
        case 5: jump()
        case 6: change()
        default: memory.word(.toHostWriterWaits).pointee = number()
        }
        return true
    }

    /// One whole record, with a header that is right.
    private mutating func writeRecord() {
        let (kind, token) = (UInt16(script.popFirst() ?? 0) % 20, number())
        let payload = take(Int(script.popFirst() ?? 0) * 4)
        var writer = MessageWriter(kind: kind, number: token)
        for byte in payload { writer.put(byte) }
        writer.finish().withUnsafeBytes { write($0[...]) }
    }

    private mutating func write(_ bytes: UnsafeRawBufferPointer.SubSequence) {
        let ring = memory.ring(toChild: false)
        for byte in bytes {
            ring.storeBytes(of: byte, toByteOffset: Int(head % UInt64(SharedMemory.ringSize)), as: UInt8.self)
            head &+= 1
        }
        memory.word(.toHostHead).pointee = head
    }

    /// The place in the ring, wherever it likes.
    private mutating func jump() {
        memory.word(.toHostHead).pointee = number()
    }

    /// Bytes that the host may be reading.
    private mutating func change() {
        let place = Int(number() % UInt64(SharedMemory.ringSize - 8))
        memory.ring(toChild: false).storeBytes(of: number(), toByteOffset: place & ~7, as: UInt64.self)
    }

    private mutating func take(_ count: Int) -> UnsafeRawBufferPointer.SubSequence {
        defer { script = script.dropFirst(count) }
        return script.prefix(count)
    }

    /// Small ones and those near the ends of the range are the likely ones.
    private mutating func number() -> UInt64 {
        let (shape, value) = (script.popFirst() ?? 0, UInt64(script.popFirst() ?? 0))
        switch shape % 4 {
        case 0: return value
        case 1: return 0 &- value
        case 2: return head &+ value &- 128
        default: return value << UInt64(shape >> 2)
        }
    }
}
