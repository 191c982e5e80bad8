/// Where a plugin runs, and how far it is trusted.
public enum Isolation: String, Hashable, Sendable, CaseIterable, Codable {
    /// In the gateway's own process: fastest, and a crash of the plugin is a crash of the gateway.
    case inside
    /// In a child process of its own: what it does wrong costs its own channels only. It keeps the gateway's eyes and
    /// hands on files and network, and loses what no plugin needs: new processes, other processes, privileges.
    case process
    /// In a child process that sees only the files and ports it was given and has only the system calls plugins need.
    case sandbox
}
