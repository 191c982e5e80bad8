import CLinux
import GatewayLoop
import Glibc

/// `gatewayd-plugin run`: one plugin instance in a process of its own, for a gateway at the other end of a ring.
///
/// The main thread never runs the plugin's code: it sleeps until it hears an interrupt, or ends the process when the gateway is
/// gone. All else happens on the plugin's own thread.
public enum ChildProgram {
    private static let usage = """
        usage: gatewayd-plugin run NAME FILE INDEX CONFINEMENT

        Runs one plugin for gatewayd, which starts it with the files it needs; it is of no use by hand.

        """

    /// Does not return before the process has to end; returns its exit code. End it with `_exit`.
    public static func run(_ arguments: [String]) -> Int32 {
        gateway_die_with_parent(SIGKILL)
        guard arguments.count == 6, let index = Int(arguments[4]), let wanted = ConfinementRequest(text: arguments[5]),
            let memory = SharedMemory.map(ChildLaunch.File.memory.rawValue)
        else {
            _ = TextFile.writeAll(2, Array(usage.utf8))
            return 64
        }
        close(ChildLaunch.File.memory.rawValue)
        // Our own end of the line: the plugin may close its standard error.
        let line = fcntl(2, F_DUPFD_CLOEXEC, 3)
        guard line >= 0, let report = confine(wanted) else { return 1 }
        let server = ChildServer(memory, file: arguments[3], index: index, confinement: report)
        guard let loop = try? EventLoop(name: arguments[2]) else { return 1 }
        loop.run { server.begin(on: loop) }
        watch(line, server)
        return 0
    }

    private static func confine(_ wanted: ConfinementRequest) -> ConfinementReport? {
        do {
            return try Confinement.apply(wanted)
        } catch {
            _ = TextFile.writeAll(2, Array("cannot be confined: \(error)\n".utf8))
            return nil
        }
    }

    /// Until the gateway is gone.
    private static func watch(_ line: Int32, _ server: ChildServer) {
        var watched = pollfd(fd: line, events: Int16(POLLIN), revents: 0)
        while true {
            guard poll(&watched, 1, -1) > 0 else { continue }
            var byte: UInt8 = 0
            let count = read(line, &byte, 1)
            if count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN) { return }
            if count > 0 { server.interrupt() }
        }
    }
}
