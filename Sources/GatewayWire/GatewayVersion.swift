/// The version all parts of the gateway are released under.
public enum GatewayVersion {
    public static let current = "0.1.0"
}
