import CGatewayABI

/// What a plugin told the host in one life.
struct HostRecord {
    var links: [(device: UInt32, isUp: Bool)] = []
    var failures: [(status: gw_status, message: String)] = []
    /// Answers to pending requests.
    var answers: [gw_status] = []
    /// Samples with a value of good quality.
    var goodValues = 0
    /// Samples with a bad quality, or none.
    var badValues = 0
    /// Handles published since this was last emptied.
    var published: Set<UInt32> = []
    var requests = 0
    /// Calls of any kind since this was last emptied.
    var calls = 0

    var samples: Int { goodValues + badValues }

    /// Whether the plugin has said that nobody is there.
    var speaksOfTrouble: Bool {
        links.contains { !$0.isUp } || !failures.isEmpty || badValues > 0 || answers.contains { $0 < 0 }
    }
}
