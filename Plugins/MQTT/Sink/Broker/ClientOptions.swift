/// Everything a connection to a broker is made of.
struct ClientOptions: Equatable {
    enum Version: String, CaseIterable {
        case five = "5"
        case threeOneOne = "3.1.1"
    }

    /// The broker's last word when the connection breaks.
    struct Will: Equatable {
        var topic: String
        var payload: String
        var qos: Int32
        var retain: Bool
    }

    struct TLS: Equatable {
        /// How far the broker's certificate is checked.
        enum Check: String, CaseIterable {
            case full
            case ignoreName = "dangerously-ignore-name"
            case ignoreEverything = "dangerously-ignore-everything"
        }

        /// Empty: the certificates that the system trusts.
        var caFile: String
        var certificateFile: String
        var keyFile: String
        var check: Check
    }

    var host: String
    var port: Int32
    var version: Version
    var clientID: String
    var user: String
    var password: String
    /// What the user asked for, in seconds.
    var keepAlive: Int
    var will: Will?
    var tls: TLS?

    /// libmosquitto sends a ping after this silence and gives up after as much again, so half of what was asked for keeps
    /// the promise "noticed within 1.5 times keep_alive_s" with room for the grain of its clock. It takes 5 at least.
    var pingInterval: Int32 { Int32(clamping: max(5, keepAlive / 2)) }

    /// For messages: `broker.example:1883`.
    var broker: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
