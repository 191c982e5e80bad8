import GatewaySDK

/// Sorts the samples of a block by topic, keeping their order within each: a linked list for every topic that occurs.
///
/// The lists live in arrays that stay, so that sorting allocates nothing once a block of that size has been seen.
struct TopicGrouping {
    /// Topics that occur, in the order they occur.
    private(set) var topics: [Int32] = []
    private var first: [Int32]
    private var last: [Int32]
    private var following: [Int32] = []

    init(topicCount: Int) {
        first = Array(repeating: -1, count: topicCount)
        last = first
    }

    mutating func group(_ samples: UnsafeBufferPointer<Sample>, by plan: borrowing PublishPlan) {
        for topic in topics { first[Int(topic)] = -1 }
        topics.removeAll(keepingCapacity: true)
        if following.count < samples.count {
            following.append(contentsOf: repeatElement(-1, count: samples.count - following.count))
        }
        for (index, sample) in samples.enumerated() {
            let entry = plan.index[sample.point]
            guard entry >= 0 else { continue }
            append(Int32(truncatingIfNeeded: index), to: Int(plan.entries[entry].topic))
        }
    }

    @inline(__always)
    private mutating func append(_ index: Int32, to topic: Int) {
        following[Int(index)] = -1
        if first[topic] < 0 {
            first[topic] = index
            topics.append(Int32(truncatingIfNeeded: topic))
        } else {
            following[Int(last[topic])] = index
        }
        last[topic] = index
    }

    /// The first sample of a topic; follow with ``next(after:)``.
    @inline(__always)
    func head(of topic: Int32) -> Int {
        Int(first[Int(topic)])
    }

    /// The next sample of the same topic; -1 at the end.
    @inline(__always)
    func next(after index: Int) -> Int {
        Int(following[index])
    }
}
