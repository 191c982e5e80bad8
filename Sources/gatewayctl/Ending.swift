import ArgumentParser
import GatewayClient
import GatewayWire

/// How a command that threw ends: what to say and with which code.
struct Ending: Equatable {
    let status: ExitStatus
    /// For people, with its newline; empty when there is nothing to say.
    let message: String
    /// The same for programs.
    let info: ErrorInfo

    init(_ status: ExitStatus, _ message: String) {
        self.init(status, message, error: message)
    }

    /// What follows the first dash of `error` is the mend, when none is given.
    private init(_ status: ExitStatus, _ message: String, error: String, mend: String? = nil) {
        (self.status, self.message) = (status, message)
        info = ErrorInfo(error, mend: mend, exitCode: status.rawValue)
    }

    init(_ error: any Error) {
        switch error {
        case let status as ExitStatus: self.init(status, "")
        case let complaint as Complaint: self.init(complaint.status, "gatewayctl: \(complaint.message)\n")
        case is CancellationError: self.init(.yes, "")
        case let error as ClientError:
            self.init(error.exitStatus, "gatewayctl: \(error)\(error.mend.map { " — \($0)" } ?? "")\n")
        default:
            let code = Gatewayctl.exitCode(for: error)
            let text = Gatewayctl.fullMessage(for: error)
            self.init(
                code == .success ? .yes : code == .validationFailure ? .usage : .no, text.isEmpty ? "" : text + "\n",
                error: Gatewayctl.message(for: error),
                mend: code == .validationFailure ? "see `gatewayctl help`, or --help of the command" : nil)
        }
    }

    /// What goes to the error output, or to the output when all is well: help, the version.
    func text(asJSON: Bool) -> String {
        guard asJSON, status != .yes, !message.isEmpty, let json = try? WireCoding.encode(info) else { return message }
        return String(decoding: json, as: UTF8.self) + "\n"
    }
}

extension ClientError {
    var exitStatus: ExitStatus {
        switch self {
        case .unreachable, .timedOut: .unreachable
        case .refused, .broken: .no
        }
    }

    /// What to do, where the message does not say so itself.
    var mend: String? {
        switch self {
        case .unreachable: "start one with: gatewayd --site FOLDER, or say where it listens with --socket"
        case .timedOut: "look into its log"
        case .broken: "is gatewayctl \(Gatewayctl.configuration.version) as new as the gateway?"
        case .refused: nil
        }
    }
}
