/// What MQTT asks of a topic that something is published to.
enum Topic {
    /// What is wrong with it; `nil` when nothing is. MQTT 5 §4.7.
    static func fault(_ topic: String) -> String? {
        if topic.isEmpty { return "is empty" }
        if topic.utf8.count > 65_535 { return "is longer than 65535 bytes" }
        for byte in topic.utf8 {
            switch byte {
            case UInt8(ascii: "+"), UInt8(ascii: "#"):
                return "has the wildcard '\(Character(Unicode.Scalar(byte)))' in it"
            case 0: return "has a zero byte in it"
            default: continue
            }
        }
        return nil
    }

    static func levels(_ topic: String) -> [Substring] {
        topic.split(separator: "/", omittingEmptySubsequences: false)
    }
}
