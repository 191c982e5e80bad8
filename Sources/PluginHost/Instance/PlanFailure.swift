/// A plugin does not take its plan: the failure as a whole, and what is wrong point by point.
public struct PlanFailure: Error, Hashable, Sendable {
    public var failure: PluginFailure
    public var problems: [PlanProblem]

    public init(failure: PluginFailure, problems: [PlanProblem]) {
        self.failure = failure
        self.problems = problems
    }
}
