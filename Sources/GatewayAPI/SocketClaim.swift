/// A socket that is ours to serve on, though nobody can connect yet.
public struct SocketClaim: Sendable {
    let place: SocketPlace
}
