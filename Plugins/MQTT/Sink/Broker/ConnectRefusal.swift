import GatewaySDK

extension ReasonCode {
    /// What a refused CONNECT means for the gateway, with the mend.
    ///
    /// Only what no broker will ever take is a fault of the configuration. A refused login is tried again: the same
    /// reason comes from a broker whose user database is away for a minute, and samples wait in the spool meanwhile.
    func connectError(broker: String, user: String) -> PluginError {
        switch rawValue {
        case 1, 0x84:
            .configuration(
                "\(broker) does not speak this version of MQTT: \(words); set protocol to 3.1.1", setting: "protocol")
        case 2, 0x85:
            .configuration("\(broker) refuses the client id: \(words); choose another client_id", setting: "client_id")
        case 4, 5, 0x86, 0x87, 0x8C:
            .unreachable(
                user.isEmpty
                    ? "\(broker) wants a login: \(words); set user and password"
                    : "\(broker) refuses user '\(user)': \(words); check user, password and the broker's access list")
        default:
            .unreachable("\(broker) refuses the connection: \(words)")
        }
    }
}
