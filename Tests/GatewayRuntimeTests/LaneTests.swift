import GatewayConfig
import GatewayCore
import GatewayStore
import Synchronization
import Testing

@testable import GatewayRuntime

@Suite struct LaneTests {
    private func lane(_ settings: LaneSettings) -> Lane {
        Lane(
            stream: "sink", epoch: 1, settings: settings, resumingAfter: nil,
            clock: GatewayClock(wall: { Timestamp(rawValue: 1) }, monotonic: { 0 }), wakeWriter: {})
    }

    private func fill(_ lane: Lane, _ value: UInt64, count: Int = 10) {
        let samples = SampleBuffer()
        for point in 0..<count { samples.append(Sample(point: UInt32(point), uint: value)) }
        lane.receive(samples.view, bytes: samples.byteView, at: Timestamp(rawValue: 1))
    }

    @Test func `a block that is done lends its memory to a later one`() throws {
        let lane = lane(LaneSettings())
        lane.attach(window: 1, wake: {})
        fill(lane, 1)
        let first = try #require(lane.next()?.block)
        let memory = first.samples.samples
        lane.done(first, rejected: false)
        fill(lane, 2)
        let second = try #require(lane.next()?.block)
        #expect(second.samples.samples == memory)
        #expect(second.samples.view.map(\.bits) == Array(repeating: 2, count: 10))
    }

    @Test func `a block that the spool was given keeps its memory`() throws {
        let lane = lane(LaneSettings())
        lane.attach(window: 1, wake: {})
        fill(lane, 1)
        let first = try #require(lane.next()?.block)
        let given = lane.toCommit(openedBefore: .max).blocks
        lane.done(first, rejected: false)
        fill(lane, 2)
        #expect(given.first?.samples.view.map(\.bits) == Array(repeating: 1, count: 10))
        #expect(try #require(lane.next()?.block).samples !== first.samples)
    }

    @Test func `a load from the disk does not make it look stuck`() {
        let lane = lane(LaneSettings(memoryLimit: 100, batchLimit: 10))
        lane.found(blocks: 1, samples: 1000)
        let samples = SampleBuffer()
        for point in 0..<1000 { samples.append(Sample(point: UInt32(point), uint: 1)) }
        let stored = LaneBlock(BlockID(epoch: 0, sequence: 1), samples, created: Timestamp(rawValue: 1), opened: 0)
        stored.isDurable = true
        lane.loaded([stored])
        fill(lane, 2)
        #expect(lane.figures.counters.dropped == 0)
        #expect(lane.figures.inMemory == 1010)
    }

    @Test func `a disk that takes nothing costs the oldest samples that only memory has`() {
        let lane = lane(LaneSettings(memoryLimit: 100, batchLimit: 10))
        for value in 0..<150 { fill(lane, UInt64(value)) }
        let figures = lane.figures
        #expect(figures.counters.dropped > 0)
        #expect(figures.inMemory + Int(figures.counters.dropped) == 1500)
    }

    @Test func `what a commit under way is writing is not given up`() {
        let lane = lane(LaneSettings(memoryLimit: 10, batchLimit: 10))
        for value in 0..<5 { fill(lane, UInt64(value)) }
        let work = lane.toCommit(openedBefore: .max)
        for value in 5..<40 { fill(lane, UInt64(value)) }
        lane.committed(work.blocks, cursor: nil)
        let figures = lane.figures
        #expect(figures.counters.durable == 50)
        #expect(figures.counters.dropped > 0)
        #expect(figures.inMemory + figures.onDisk + Int(figures.counters.dropped) == 400)
    }

    @Test func `a refused commit leaves its blocks to be given up like others`() {
        let lane = lane(LaneSettings(memoryLimit: 10, batchLimit: 10))
        for value in 0..<5 { fill(lane, UInt64(value)) }
        _ = lane.toCommit(openedBefore: .max)
        #expect(lane.commitFailed() == 40)
        #expect(lane.figures.inMemory == 10)
    }

    @Test func `a lane that comes back goes on counting its blocks`() throws {
        let clock = GatewayClock(wall: { Timestamp(rawValue: 1) }, monotonic: { 0 })
        let again = Lane(
            stream: "sink", epoch: 1, settings: LaneSettings(), resumingAfter: nil, startingAfter: 7, clock: clock,
            wakeWriter: {})
        again.attach(window: 1, wake: {})
        fill(again, 1)
        #expect(try #require(again.next()?.block).id == BlockID(epoch: 1, sequence: 8))
        #expect(again.lastSequence == 8)
    }

    @Test func `the spool hears of a cursor although nothing new comes in`() throws {
        let wakes = Atomic(0)
        let clock = GatewayClock(wall: { Timestamp(rawValue: 1) }, monotonic: { 0 })
        let lane = Lane(
            stream: "sink", epoch: 1, settings: LaneSettings(), resumingAfter: nil, clock: clock,
            wakeWriter: { wakes.add(1, ordering: .relaxed) })
        lane.attach(window: 1, wake: {})
        fill(lane, 1)
        let work = lane.toCommit(openedBefore: .max)
        lane.committed(work.blocks, cursor: nil)
        let before = wakes.load(ordering: .relaxed)
        lane.done(try #require(lane.next()?.block), rejected: false)
        #expect(wakes.load(ordering: .relaxed) == before + 1)
    }
}
