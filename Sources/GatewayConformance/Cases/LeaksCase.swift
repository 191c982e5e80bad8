import GatewayCore
import GatewayLoop

extension CaseRun {
    private static let cycles = 1000
    private static let checkpoints = 10
    private static let budget = Duration.seconds(30)

    /// A gateway runs for years: what grows by a little with every reconnect ends it.
    func leaks() {
        guard nobody != nil, let loop = try? EventLoop(name: "leaks") else { return }
        defer { loop.stop() }
        // What is made once and kept.
        guard live(Self.cycles / 5, on: loop) > 0 else {
            return skip("there is no instance to start; give settings that work")
        }
        let before = ProcessCounts.now
        var series = GrowthSeries()
        let clock = ContinuousClock()
        let last = clock.now + Self.budget
        for round in 0..<Self.checkpoints where clock.now < last {
            at("cycles from \(round * Self.cycles / Self.checkpoints)")
            series.cycles += live(Self.cycles / Self.checkpoints, on: loop, until: last)
            series.add(ProcessCounts.allocatedBytes, ProcessCounts.residentBytes)
        }
        judge(series, before)
    }

    /// So many lives; fewer when time is over. Returns how many there were.
    private func live(_ count: Int, on loop: EventLoop, until last: ContinuousClock.Instant? = nil) -> Int {
        for done in 0..<count {
            if let last, ContinuousClock.now > last { return done }
            guard let instance = TestInstance(self, on: loop) else { return done }
            defer {
                instance.finishUnless(loop)
                instance.host.release()
            }
            guard instance.create(settings())?.isOK ?? false else { return done }
            _ = instance.prepare(plans.plain())
            if instance.start()?.isOK ?? false { instance.stop() }
            instance.destroy()
        }
        return count
    }

    private func judge(_ series: GrowthSeries, _ before: ProcessCounts) {
        let after = ProcessCounts.now
        let files = after.newFiles(since: before)
        if !files.isEmpty {
            reporter.error(
                .leaksFiles,
                "\(files.count) files more after \(series.cycles) cycles, such as \(files.prefix(3).joined(separator: ", "))"
            )
        }
        if after.threads > before.threads {
            reporter.error(
                .leaksThreads, "\(after.threads - before.threads) threads more after \(series.cycles) cycles")
        }
        if let growth = series.growth { reporter.error(.leaksMemory, growth) }
    }
}
