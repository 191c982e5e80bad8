/// A block that the sink should take now.
struct LaneOffer {
    let block: LaneBlock
    /// It was, or may have been, offered before.
    let isResent: Bool
}
