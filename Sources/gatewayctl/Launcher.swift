import ArgumentParser
import GatewayClient
import Glibc

/// Runs one command and ends the process with the exit code that fits.
enum Launcher {
    static func run(_ arguments: [String]) async -> Never {
        do {
            var command = try Gatewayctl.parseAsRoot(NegativeNumbers.protected(arguments))
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            exit(ExitStatus.yes.rawValue)
        } catch {
            let ending = Ending(error)
            let wantsJSON = arguments.prefix { $0 != "--" }.contains("--json")
            Console.write(ending.text(asJSON: wantsJSON), to: ending.status == .yes ? STDOUT_FILENO : STDERR_FILENO)
            exit(ending.status.rawValue)
        }
    }
}
