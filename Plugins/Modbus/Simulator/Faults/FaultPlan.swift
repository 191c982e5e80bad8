/// Which answers go wrong, and how. Decided by their number or by seeded chance, so a run can be repeated.
public struct FaultPlan: Sendable, Equatable {
    public enum Occasion: Sendable, Equatable {
        /// The so many-th answer of the port, on whatever connection, counted from 1.
        case request(UInt64)
        /// Every so many-th answer.
        case every(UInt64)
        /// 0…1 for each answer.
        case probability(Double)
    }

    public struct Rule: Sendable, Equatable {
        public var fault: Fault
        public var occasion: Occasion

        public init(_ fault: Fault, _ occasion: Occasion) {
            self.fault = fault
            self.occasion = occasion
        }
    }

    /// The first that applies decides.
    public var rules: [Rule]

    public init(_ rules: [Rule]) {
        self.rules = rules
    }
}
