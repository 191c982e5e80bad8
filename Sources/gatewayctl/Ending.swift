import ArgumentParser
import GatewayClient

/// How a command that threw ends: what to say and with which code.
struct Ending: Equatable {
    let status: ExitStatus
    /// With its newline; empty when there is nothing to say.
    let message: String

    init(_ status: ExitStatus, _ message: String) {
        (self.status, self.message) = (status, message)
    }

    init(_ error: any Error) {
        switch error {
        case let status as ExitStatus:
            (self.status, message) = (status, "")
        case let complaint as Complaint:
            (status, message) = (complaint.status, "gatewayctl: \(complaint.message)\n")
        case is CancellationError:
            (status, message) = (.yes, "")
        case let error as ClientError:
            (status, message) = (error.exitStatus, "gatewayctl: \(error)\(error.mend.map { " — \($0)" } ?? "")\n")
        default:
            let code = Gatewayctl.exitCode(for: error)
            let text = Gatewayctl.fullMessage(for: error)
            message = text.isEmpty ? "" : text + "\n"
            status = code == .success ? .yes : code == .validationFailure ? .usage : .no
        }
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
