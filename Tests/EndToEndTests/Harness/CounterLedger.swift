/// Everything a receiver got of a ``CounterDevice``, and what is wrong with it.
struct CounterLedger {
    /// Numbers of reads, in the order of their first arrival, by address.
    private(set) var reads: [Int: [Int]] = [:]
    private(set) var messages = 0
    private(set) var duplicates = 0
    /// Old samples in a block that had not come before.
    private(set) var strays = 0
    /// Samples of other than good quality.
    private(set) var bad = 0
    private var blocks: Set<String> = []

    /// Samples, each counted once.
    var count: Int {
        reads.values.reduce(0) { $0 + $1.count }
    }

    mutating func take(_ messages: [Subscriber.Message]) throws {
        for message in messages { take(try PublishedBlock(message)) }
    }

    private mutating func take(_ block: PublishedBlock) {
        messages += 1
        let isNew = blocks.insert("\(block.block)/\(block.part ?? 1)").inserted
        for sample in block.samples {
            guard sample.isGood, let value = sample.number, let address = Int(sample.name.dropFirst()) else {
                bad += 1
                continue
            }
            note(read: (Int(value) - address) & 0xFFFF, address, isNew)
        }
    }

    private mutating func note(read: Int, _ address: Int, _ isNew: Bool) {
        if let last = reads[address]?.last, read <= last {
            duplicates += 1
            if isNew { strays += 1 }
        } else {
            reads[address, default: []].append(read)
        }
    }

    /// Reads missing up to the last that came, over all points.
    var missing: Int {
        reads.values.reduce(0) { $0 + ($1.last ?? 0) - $1.count }
    }

    /// Whether every point has every read from 1 to `last`, in order. Some may have later ones already: a block may end
    /// in the middle of a read.
    func isComplete(to last: Int) -> Bool {
        reads.count == CounterDevice.addresses.count
            && reads.values.allSatisfy { $0.prefix(last).elementsEqual(1..<last + 1) }
    }

    var newest: Int {
        reads.values.compactMap(\.last).min() ?? 0
    }
}
