extension CaseRun {
    /// Whoever keeps an argument beyond its call finds that it is gone.
    func borrowed() {
        LentMemoryTrap.install(output: reporter.output)
        lends = true
        guard let instance = ready() else { return }
        exercise(instance, rounds: 3)
        judge(instance.start())
        for block in TestBlock.all(instance.plan.points.map(\.handle)) where subject.tables.sink != nil {
            at(block.what)
            if instance.deliver(block) == .missing { break }
        }
        instance.settle(for: .milliseconds(50))
        instance.stop()
        finish(instance)
    }
}
