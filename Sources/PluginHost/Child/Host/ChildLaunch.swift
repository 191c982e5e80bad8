/// What a child is started with: which program, which plugin of which image, and what it may do.
struct ChildLaunch: Sendable {
    /// Path of `gatewayd-plugin`.
    let program: String
    let image: SealedImage
    /// Which plugin of the image.
    let index: Int
    /// Of the channel or sink; shown by `ps`.
    let name: String
    let terms: ChildTerms

    /// Files as the child finds them.
    enum File: Int32 {
        case memory = 3
        /// Wakes the child; the same socket as the next.
        case toChild = 4
        /// Wakes the gateway.
        case toHost = 5
        case image = 6
    }

    var arguments: [String] {
        ["gatewayd-plugin", "run", name, image.path, "\(index)", terms.confinement.text]
    }

    /// After a crash, Swift's own backtracer may hold our pipes open for minutes; LD_* would let others choose code.
    var environment: [String] {
        ["PATH=/usr/bin:/bin", "LANG=C.UTF-8", "SWIFT_BACKTRACE=enable=no"]
            + terms.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    }
}
