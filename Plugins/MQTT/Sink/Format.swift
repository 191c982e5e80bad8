/// What a message holds.
enum Format: String, CaseIterable {
    /// One object for the samples of a topic in a block.
    case json
    /// One sample's value and nothing else.
    case value
}

/// How much a JSON message says of a sample.
enum JSONDetail: String, CaseIterable {
    /// Name, value, quality and time, always.
    case full
    /// Quality only when it is not good, time only when it differs from the object's.
    case compact
}
