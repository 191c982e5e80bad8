import CGatewayABI
import GatewayCore
import GatewayLoop

// What the plugin asks of the host; always on the loop's thread.
extension PluginInstance {
    /// Between start and stop, with both of them: a driver may speak while it starts, and say farewell while it stops.
    private func isRunning(for call: StaticString) -> Bool {
        if state != .idle && state != .destroyed { return true }
        fault(ContractBreach(.notRunning, "\(call) of an instance that is not running"))
        return false
    }

    func linked(_ device: UInt32, _ linkState: UInt32, _ quality: UInt16, _ message: UnsafePointer<CChar>?) {
        guard isRunning(for: "link") else { return }
        guard device == GW_ALL_DEVICES || device < deviceCount else {
            return fault(ContractBreach(.unknownDevice, "link of device \(device); the plan has \(deviceCount)"))
        }
        owner?.link(
            device: device == GW_ALL_DEVICES ? nil : Int(device), isUp: linkState == UInt32(GW_LINK_UP),
            quality: Quality(rawValue: quality), message: ForeignText.read(message) ?? "")
    }

    /// Tells the owner once a run, when the plugin's call is over, so that the owner may stop the instance at once.
    func hasFailed(_ status: gw_status, _ message: UnsafePointer<CChar>?) {
        guard isRunning(for: "failed"), !hasReportedFailure else { return }
        hasReportedFailure = true
        let words = ForeignText.read(message) ?? ""
        let known = PluginStatus(rawValue: status).flatMap { $0 == .ok || $0 == .pending ? nil : $0 }
        if known == nil { fault(ContractBreach(.unknownStatus, "failed with \(status), which is no failure")) }
        let saidIn = run
        loop.run { [self] in
            guard run == saidIn, state == .running else { return }
            owner?.failed(PluginFailure(status: known ?? .bug, message: words))
        }
    }

    func took(_ request: RequestAnswer) -> gw_status {
        if let status = request.unknownStatus {
            fault(ContractBreach(.unknownStatus, "request \(request.token) was answered with \(status)"))
        }
        let breach = answers.answer(request.token, request.answer)
        if let breach { fault(breach) }
        // From within a call of the plugin: whoever made the call tells when it is over.
        if !isInside { answers.tellSoon() }
        return breach == nil ? GW_OK : GW_BUG
    }

    func foundProblem(_ point: UInt32, _ column: UInt32, _ message: UnsafePointer<CChar>?) {
        guard problems != nil else {
            return fault(ContractBreach(.notRunning, "a problem with the plan was reported outside of prepare"))
        }
        problems?.append(
            PlanProblem(
                point: point == GW_NO_POINT ? nil : point, column: column == GW_NO_COLUMN ? nil : Int(column),
                message: ForeignText.read(message) ?? ""))
    }

    func requested(_ source: UnsafePointer<gw_command_request>?) -> gw_status {
        guard isRunning(for: "request") else { return GW_BUG }
        guard let request = source.flatMap(PointRequest.init) else {
            fault(ContractBreach(.badRequest, "a command request without a point, or with a bad type or span"))
            return GW_BUG
        }
        return owner?.request(request).rawValue ?? GW_CANCELLED
    }

    func sawFrame(_ direction: UInt32, _ bytes: UnsafePointer<UInt8>?, _ size: UInt64, _ words: UnsafePointer<CChar>?) {
        guard isTracing, let count = Int(exactly: size), bytes != nil || count == 0 else { return }
        owner?.frame(
            sent: direction == UInt32(GW_TRACE_SENT), UnsafeRawBufferPointer(start: bytes, count: count),
            words: ForeignText.read(words) ?? "")
    }
}

// What the loop tells the plugin.
extension PluginInstance {
    func ready(_ id: UInt64, _ events: FileEvents) {
        guard state == .running, let ready = plugin.tables.loop?.ready else { return }
        inside { ready(pointer, id, events.rawValue) }
        answers.tell()
    }

    func fired(_ id: UInt64) {
        guard state == .running, let timer = plugin.tables.loop?.timer else { return }
        inside { timer(pointer, id) }
        answers.tell()
    }

    func woken() {
        guard state == .running, let woken = plugin.tables.loop?.woken else { return }
        inside { woken(pointer) }
        answers.tell()
    }
}
