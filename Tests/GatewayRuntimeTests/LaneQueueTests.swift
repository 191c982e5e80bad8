import GatewayCore
import GatewayStore
import Testing

@testable import GatewayRuntime

@Suite struct LaneQueueTests {
    private func block(_ sequence: UInt64, count: Int = 10) -> LaneBlock {
        let samples = SampleBuffer(capacity: count)
        for index in 0..<count { samples.append(Sample(point: UInt32(index), uint: sequence)) }
        return LaneBlock(
            BlockID(epoch: 1, sequence: sequence), samples, created: Timestamp(rawValue: Int64(sequence)),
            opened: Int64(sequence))
    }

    private func filled(_ count: UInt64, limits: LaneQueue.Limits = LaneQueue.Limits()) -> LaneQueue {
        var queue = LaneQueue(limits)
        for sequence in 1...count { queue.append(block(sequence)) }
        return queue
    }

    private func sequences(_ queue: inout LaneQueue, window: Int) -> [UInt64] {
        var taken: [UInt64] = []
        while let offer = queue.offer(window: window) { taken.append(offer.block.id.sequence) }
        return taken
    }

    @Test func `offers as many blocks as the window allows, in order`() {
        var queue = filled(5)
        #expect(sequences(&queue, window: 2) == [1, 2])
        queue.done(BlockID(epoch: 1, sequence: 1), rejected: false)
        #expect(sequences(&queue, window: 2) == [3])
        #expect(queue.counters.delivered == 10)
    }

    @Test func `a block that is taken before the next commit never touches the disk`() {
        var queue = filled(1)
        _ = queue.offer(window: 1)
        queue.done(BlockID(epoch: 1, sequence: 1), rejected: false)
        let work = queue.toCommit(openedBefore: .max)
        #expect(work.blocks.isEmpty)
        #expect(work.cursor == nil)
        #expect(queue.isEmpty)
    }

    @Test func `what waits is safe once it is durable, in memory and on disk alone`() {
        var queue = filled(3)
        #expect(queue.safeSamples == 0)
        let work = queue.toCommit(openedBefore: 2)
        queue.committed(work.blocks, cursor: nil)
        #expect((queue.memorySamples, queue.safeSamples) == (30, 20))
        queue.found(blocks: 1, samples: 5)
        #expect(queue.safeSamples == 25)
    }

    @Test func `a spool in memory makes nothing durable`() {
        var queue = filled(3)
        queue.isSpoolDurable = false
        let work = queue.toCommit(openedBefore: .max)
        queue.committed(work.blocks, cursor: nil)
        #expect((queue.safeSamples, queue.counters.durable) == (0, 0))
        #expect(queue.toCommit(openedBefore: .max).blocks.isEmpty, "it holds them all the same")
    }

    @Test func `the cursor follows a durable block that was taken`() {
        var queue = filled(2)
        let work = queue.toCommit(openedBefore: .max)
        #expect(work.blocks.map(\.id.sequence) == [1, 2])
        queue.committed(work.blocks, cursor: nil)
        _ = queue.offer(window: 1)
        queue.done(BlockID(epoch: 1, sequence: 1), rejected: false)
        #expect(queue.toCommit(openedBefore: .max).cursor == BlockID(epoch: 1, sequence: 1))
        queue.committed([], cursor: BlockID(epoch: 1, sequence: 1))
        #expect(queue.toCommit(openedBefore: .max).cursor == nil)
    }

    @Test func `a block taken while its commit runs moves the cursor too`() {
        var queue = filled(1)
        let work = queue.toCommit(openedBefore: .max)
        _ = queue.offer(window: 1)
        queue.done(BlockID(epoch: 1, sequence: 1), rejected: false)
        queue.committed(work.blocks, cursor: nil)
        #expect(queue.toCommit(openedBefore: .max).cursor == BlockID(epoch: 1, sequence: 1))
    }

    @Test func `after a failure everything from the first untaken block is offered again in order`() {
        var queue = filled(4)
        #expect(sequences(&queue, window: 3) == [1, 2, 3])
        queue.failed(BlockID(epoch: 1, sequence: 1))
        #expect(sequences(&queue, window: 3) == [])
        queue.done(BlockID(epoch: 1, sequence: 2), rejected: false)
        queue.failed(BlockID(epoch: 1, sequence: 3))
        #expect(sequences(&queue, window: 3) == [1, 3, 4])
        #expect(queue.counters.resent == 20)
    }

    @Test func `an answer to a block that nobody offered changes nothing`() {
        var queue = filled(2)
        queue.done(BlockID(epoch: 1, sequence: 1), rejected: false)
        queue.failed(BlockID(epoch: 9, sequence: 9))
        #expect(sequences(&queue, window: 9) == [1, 2])
        #expect(queue.counters.delivered == 0)
    }

    @Test func `beyond the memory limit durable blocks stay on disk alone and come back in order`() {
        var queue = filled(5, limits: LaneQueue.Limits(memorySamples: 25, blockSamples: 10))
        let work = queue.toCommit(openedBefore: .max)
        queue.committed(work.blocks, cursor: nil)
        #expect(queue.memorySamples <= 25)
        #expect(queue.disk.samples == 50 - queue.memorySamples)
        var seen = sequences(&queue, window: 9)
        for sequence in seen { queue.done(BlockID(epoch: 1, sequence: sequence), rejected: false) }
        #expect(queue.wantsLoad)
        #expect(queue.loadAfter == seen.last.map { BlockID(epoch: 1, sequence: $0) })
        let rest = work.blocks.filter { $0.id.sequence > (seen.last ?? 0) }
        for block in rest { block.isDone = false }
        queue.loaded(rest)
        seen += sequences(&queue, window: 9)
        #expect(seen == [1, 2, 3, 4, 5])
    }

    @Test func `new blocks wait behind those on disk`() {
        var queue = filled(3, limits: LaneQueue.Limits(memorySamples: 10, blockSamples: 10))
        let work = queue.toCommit(openedBefore: .max)
        queue.committed(work.blocks, cursor: nil)
        queue.append(block(4))
        #expect(sequences(&queue, window: 9) == [1])
        queue.done(BlockID(epoch: 1, sequence: 1), rejected: false)
        #expect(sequences(&queue, window: 9) == [])
        queue.loaded([block(2), block(3)])
        #expect(sequences(&queue, window: 9) == [2, 3])
        queue.done(BlockID(epoch: 1, sequence: 2), rejected: false)
        queue.done(BlockID(epoch: 1, sequence: 3), rejected: false)
        #expect(sequences(&queue, window: 9) == [4])
    }

    @Test func `gives up the oldest that nobody has in hand, and counts them exactly`() {
        var queue = LaneQueue(LaneQueue.Limits(memorySamples: 20, blockSamples: 10))
        queue.append(block(1))
        _ = queue.offer(window: 1)
        for sequence in 2...4 { queue.append(block(UInt64(sequence))) }
        #expect(queue.dropOldest() == 20)
        #expect(queue.counters.dropped == 20)
        queue.done(BlockID(epoch: 1, sequence: 1), rejected: false)
        #expect(sequences(&queue, window: 9) == [4])
        #expect(queue.counters.received == 40)
    }

    @Test func `what came back from the disk is never given up`() {
        var queue = LaneQueue(LaneQueue.Limits(memorySamples: 20, blockSamples: 10))
        queue.found(blocks: 4, samples: 40)
        let stored = (1...4).map { block($0) }
        for block in stored { block.isDurable = true }
        queue.loaded(stored)
        queue.append(block(5))
        queue.append(block(6))
        #expect(queue.undurableSamples == 20)
        // 2, 3 and 4 leave to the disk again; of 5 and 6, which only memory has, there is room for one.
        #expect(queue.dropOldest() == 10)
        #expect(queue.disk.samples == 30)
        #expect(queue.memorySamples == 20)
        #expect(sequences(&queue, window: 9) == [1])
    }

    @Test func `says once of a block that the sink has taken it`() {
        var queue = filled(2)
        _ = queue.offer(window: 2)
        let first = BlockID(epoch: 1, sequence: 1)
        let answers = [first, first, BlockID(epoch: 1, sequence: 3)].map { queue.done($0, rejected: false) }
        #expect(answers == [true, false, false])
    }

    @Test func `what is durable is never given up: it leaves to the disk and comes back`() {
        var queue = filled(6, limits: LaneQueue.Limits(memorySamples: 100, blockSamples: 10))
        let work = queue.toCommit(openedBefore: .max)
        queue.committed(work.blocks, cursor: nil)
        _ = queue.offer(window: 1)
        queue.append(block(7))
        queue.limits.memorySamples = 20
        // 1 is in hand, 7 is not durable; of the durable ones memory keeps none.
        #expect(queue.dropOldest() == 10)
        #expect(queue.disk == (0, 0))
        #expect(queue.dropOldest() == 0)
        #expect(queue.disk.samples + queue.memorySamples == 60)
        #expect(queue.memorySamples <= 20)
        queue.done(BlockID(epoch: 1, sequence: 1), rejected: false)
        var seen: [UInt64] = []
        while !queue.isEmpty {
            if queue.wantsLoad {
                let after = queue.loadAfter ?? BlockID(epoch: 0, sequence: 0)
                queue.loaded(
                    work.blocks.filter { $0.id > after }.prefix(max(1, queue.loadRoom / 10)).map { old in
                        let copy = LaneBlock(old.id, old.samples, created: old.created, opened: 0)
                        copy.isDurable = true
                        return copy
                    })
            }
            for sequence in sequences(&queue, window: 9) {
                queue.done(BlockID(epoch: 1, sequence: sequence), rejected: false)
                seen.append(sequence)
            }
        }
        #expect(seen == [2, 3, 4, 5, 6])
    }

    @Test func `resumes after the cursor of the former run`() {
        var queue = LaneQueue(LaneQueue.Limits(), resumingAfter: BlockID(epoch: 1, sequence: 7))
        queue.found(blocks: 2, samples: 20)
        queue.append(block(20))
        #expect(queue.wantsLoad)
        #expect(queue.loadAfter == BlockID(epoch: 1, sequence: 7))
        queue.loaded([block(8), block(9)])
        #expect(sequences(&queue, window: 9) == [8, 9])
    }

    /// Random appends, offers, answers, commits, loads: nothing is lost, nothing is out of order.
    @Test(arguments: 0..<500) func `whatever happens, every block is taken once or more and in order`(_ seed: UInt64) {
        var random = SeededRandom(seed)
        var queue = LaneQueue(LaneQueue.Limits(memorySamples: 50, blockSamples: 10))
        var stored: [BlockID: LaneBlock] = [:]
        var inHand: [LaneBlock] = []
        var taken: [UInt64] = []
        var sequence: UInt64 = 0
        func step(_ choice: Int) {
            switch choice {
            case 0, 1:
                sequence += 1
                queue.append(block(sequence))
            case 2, 3:
                if let offer = queue.offer(window: 3) { inHand.append(offer.block) }
            case 4, 5:
                guard !inHand.isEmpty else { return }
                let answered = inHand.remove(at: Int.random(in: 0..<inHand.count, using: &random))
                if Int.random(in: 0..<4, using: &random) == 0 {
                    queue.failed(answered.id)
                } else {
                    queue.done(answered.id, rejected: false)
                    taken.append(answered.id.sequence)
                }
            case 6:
                let work = queue.toCommit(openedBefore: Int64.random(in: 0...Int64(sequence), using: &random))
                for block in work.blocks { stored[block.id] = block }
                queue.committed(work.blocks, cursor: work.cursor)
            default:
                guard queue.wantsLoad else { return }
                let after = queue.loadAfter ?? BlockID(epoch: 0, sequence: 0)
                let next = stored.values.filter { $0.id > after }.sorted { $0.id < $1.id }.prefix(3)
                queue.loaded(
                    next.map { old in
                        let copy = LaneBlock(old.id, old.samples, created: old.created, opened: 0)
                        copy.isDurable = true
                        return copy
                    })
            }
        }
        for _ in 0..<400 { step(Int.random(in: 0..<8, using: &random)) }
        for _ in 0..<4000 where !queue.isEmpty { step([2, 4, 4, 6, 7].randomElement(using: &random) ?? 2) }
        #expect(queue.isEmpty)
        #expect(Set(taken) == Set(sequence == 0 ? [] : Array(1...sequence)))
        #expect(queue.memorySamples == 0)
        #expect(queue.disk == (0, 0))
    }
}
