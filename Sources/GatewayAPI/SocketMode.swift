/// Who may talk to the gateway over its Unix socket.
public enum SocketMode: UInt32, Sendable {
    /// Nobody but the user who runs the gateway (0600).
    case owner = 0o600
    /// That user and the group of the socket's folder or process (0660).
    case group = 0o660
}
