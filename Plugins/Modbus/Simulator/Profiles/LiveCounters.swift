import Modbus

/// Makes registers at the moment they are read. Lives on one thread.
final class LiveCounters: RegisterBehaviour {
    private let clock: () -> Int64
    private var reads: UInt16 = 0
    private var words: [UInt16] = []

    /// - Parameter clock: Microseconds.
    init(clock: @escaping () -> Int64) {
        self.clock = clock
    }

    func willRead(_ table: RegisterBank.Table, _ addresses: Range<Int>, of unit: UInt8, in bank: inout RegisterBank) {
        let live = addresses.clamped(to: CounterSimulation.live)
        guard !table.holdsBits, !live.isEmpty else { return }
        reads &+= 1
        words.removeAll(keepingCapacity: true)
        for address in live { words.append((UInt16(truncatingIfNeeded: address) &+ reads).bigEndian) }
        stamp(live)
        words.withUnsafeBytes { bank.store($0, in: table, at: UInt16(truncatingIfNeeded: live.lowerBound)) }
    }

    /// Overwrites the stamps that lie within `live`, whole or cut.
    private func stamp(_ live: Range<Int>) {
        let now = UInt64(bitPattern: clock())
        let every = CounterSimulation.stampEvery
        for block in stride(from: live.lowerBound / every * every, to: live.upperBound, by: every) {
            for (offset, shift) in Self.stampWords.enumerated() where live.contains(block + offset) {
                words[block + offset - live.lowerBound] = UInt16(truncatingIfNeeded: now >> shift).bigEndian
            }
        }
    }

    /// How far down each register's word lies: two for the uint32, four for the uint64.
    private static let stampWords: [UInt64] = [16, 0, 48, 32, 16, 0]
}
