import CGatewayABI
import GatewayCore

extension CaseRun {
    private static let rounds = 5

    /// Instances from settings alone.
    func create() {
        makeFromDefaults()
        if !given.settings.isEmpty { makeUnused("given settings", settings()) }
        makeTwo()
    }

    /// A schema in which nothing is required promises that its defaults make an instance.
    private func makeFromDefaults() {
        let schema = subject.description.settings
        let isComplete = !schema.contains { $0.isRequired && $0.defaultText == nil }
        let guess = SettingGuess(given: [:], peer: .init(port: nobody?.number ?? 1))
        let result = makeUnused(isComplete ? "defaults" : "defaults and guesses", guess.cells(schema))
        guard let result, !result.isOK else { return }
        if isComplete {
            reporter.error(.createFromSettings, "nothing in the schema is required, but create says \(result.words)")
        } else if given.settings.isEmpty {
            skip("create refuses guessed settings (\(result.words)); give some with --settings")
        }
    }

    @discardableResult
    private func makeUnused(_ what: String, _ cells: [Cell]) -> CallResult? {
        at(what)
        var last: CallResult?
        for _ in 0..<Self.rounds {
            guard let instance = TestInstance(self) else { return last }
            let before = ProcessCounts.now
            last = instance.create(cells)
            judge(last)
            judgeQuiet(before, what)
            finish(instance)
            guard last?.isOK ?? false else { break }
        }
        return last
    }

    /// No files, no threads: a gateway makes instances to check a site, and means to connect nobody.
    private func judgeQuiet(_ before: ProcessCounts, _ what: String) {
        let after = ProcessCounts.now
        if after.threads > before.threads {
            reporter.error(.noWorkInCreate, "create from \(what) began \(after.threads - before.threads) threads")
        }
        let files = after.newFiles(since: before)
        if !files.isEmpty {
            reporter.error(.noWorkInCreate, "create from \(what) opened \(files.joined(separator: ", "))")
        }
    }

    /// The first instance lives on when the second is gone.
    private func makeTwo() {
        at("two instances")
        guard let one = TestInstance(self), let two = TestInstance(self) else { return }
        let isMade = one.create(settings(), name: "one")?.isOK ?? false
        _ = two.create(settings(), name: "two")
        finish(two)
        if isMade { _ = one.prepare(plans.plain()) }
        finish(one)
    }
}
