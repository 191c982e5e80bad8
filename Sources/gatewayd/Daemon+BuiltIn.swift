import Logging
import PluginHost

extension Daemon {
    /// The plugins that were built with this gateway, which may run inside of it. A build that has no list, as one that was
    /// never staged, is nothing to speak of: all its plugins run in processes of their own.
    static func builtInList(_ options: Gatewayd, _ log: Logger) -> BuiltInList {
        let path = options.builtIn ?? neighbour("plugins.sha256")
        let list = BuiltInList(path: path)
        if let problem = list.problem {
            let level = options.builtIn == nil ? Logger.Level.info : .warning
            log.log(
                level: level, "No list of built-in plugins: all run in processes of their own",
                metadata: ["reason": "\(problem.message)"])
        }
        return list
    }
}
