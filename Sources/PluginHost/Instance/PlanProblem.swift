/// What a plugin finds wrong with one address.
public struct PlanProblem: Hashable, Sendable {
    /// Handle of the point; `nil` when no single point is at fault.
    public var point: UInt32?
    /// Index of the column of the address schema, when one is at fault.
    public var column: Int?
    public var message: String

    public init(point: UInt32? = nil, column: Int? = nil, message: String) {
        self.point = point
        self.column = column
        self.message = message
    }
}
