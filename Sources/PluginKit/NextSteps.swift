/// What to do with a package that has just been written.
public struct NextSteps: Hashable, Sendable {
    public struct Step: Hashable, Sendable {
        /// To be typed as it stands.
        public let command: String
        public let meaning: String
    }

    public let steps: [Step]

    /// `folder`: where the package is.
    public init(_ request: PackageRequest, folder: String) {
        steps = [
            Step(command: "cd \(folder)", meaning: ""),
            Step(command: "make check", meaning: "builds it and asks the gateway's tools what they think"),
            Step(command: "make run", meaning: "a gateway with the sample site, until Ctrl-C"),
            Step(command: "$EDITOR \(request.firstFile)", meaning: "make it yours"),
        ]
    }
}
