import CGatewayABI
import GatewayCore
import GatewayLoop
import PluginHost

// What the plugin asks of the host, judged.
extension TestHost {
    func logged(_ level: Int32, _ message: UnsafePointer<CChar>?) {
        guard lives("log") else { return }
        guard message != nil else { return reporter.error(.goodLog, "log of NULL") }
        _ = text(message, of: "log")
        if !(GW_LOG_TRACE...GW_LOG_ERROR).contains(level) { reporter.warning(.goodLog, "log with level \(level)") }
    }

    func published(_ batch: UnsafePointer<gw_batch>?) -> gw_status {
        guard allows("publish") else { return GW_BUG }
        let handles = withBooks { $0.handles }
        let verdict = SampleJudge(handles: handles, now: wallClock).judge(batch)
        for fault in verdict.faults { reporter.add(Finding(fault.severity, fault.rule, fault.message)) }
        withBooks {
            $0.record.calls += 1
            $0.record.goodValues += verdict.good
            $0.record.badValues += verdict.bad
            $0.record.published.formUnion(verdict.published)
        }
        bell.ring()
        if manners.publish != GW_OK { return manners.publish }
        return verdict.faults.contains { $0.severity == .error } ? GW_BUG : GW_OK
    }

    func linked(_ device: UInt32, _ linkState: UInt32, _ quality: UInt16, _ message: UnsafePointer<CChar>?) {
        guard allows("link") else { return }
        _ = text(message, of: "link")
        let devices = withBooks {
            $0.record.calls += 1
            $0.record.links.append((device, linkState == UInt32(GW_LINK_UP)))
            return $0.devices
        }
        if device != GW_ALL_DEVICES && device >= devices {
            reporter.error(.knownState, "link of device \(device); the plan has \(devices)")
        }
        if linkState > UInt32(GW_LINK_UP) { reporter.error(.knownState, "link with state \(linkState)") }
        if linkState == UInt32(GW_LINK_DOWN) && quality & UInt16(GW_QUALITY_GRADE_MASK) == 0 {
            reporter.error(.knownState, "link DOWN with the good quality \(SampleJudge.hex(quality))")
        }
        bell.ring()
    }

    func hasFailed(_ status: gw_status, _ message: UnsafePointer<CChar>?) {
        guard allows("failed") else { return }
        let words = text(message, of: "failed") ?? ""
        let isFirst = withBooks { books in
            books.record.calls += 1
            books.record.failures.append((status, words))
            defer { books.hasFailed = true }
            return !books.hasFailed
        }
        let known = PluginStatus(rawValue: status)
        if known == nil || known == .ok || known == .pending {
            reporter.error(.goodFailed, "failed with status \(status), which is no failure")
        }
        if words.isEmpty { reporter.warning(.goodFailed, "failed without a message") }
        if !isFirst { reporter.warning(.goodFailed, "failed was called again before stop") }
        if isFirst { onFailure() }
        bell.ring()
    }

    func answered(_ token: UInt64, _ source: UnsafePointer<gw_answer>?) -> gw_status {
        guard lives("answer") else { return GW_BUG }
        guard let source else {
            reporter.error(.oneAnswer, "answer with NULL")
            return GW_BUG
        }
        let answer = ContractTable.read(source, over: gw_answer())
        let verdict = withBooks {
            let verdict = $0.ledger.answer(token, answer.status)
            if case .first = verdict { $0.record.answers.append(answer.status) }
            return verdict
        }
        judge(answer, token, verdict)
        bell.ring()
        if case .second = verdict { return GW_BUG }
        return verdict == .unknown ? GW_BUG : manners.answer
    }

    private func judge(_ answer: gw_answer, _ token: UInt64, _ verdict: RequestLedger.Verdict) {
        let words = text(answer.message, of: "answer") ?? ""
        switch verdict {
        case .unknown:
            reporter.error(
                .knownToken, "an answer with the token 0x\(String(token, radix: 16)), which was never given out")
        case .second(let kind): reporter.error(.oneAnswer, "a \(kind.rawValue) was answered for the second time")
        case .afterStop: break
        case .first(let kind): judge(answer.status, of: kind, words, pendingIsFine: false)
        }
        if answer.retry_after_ns < 0 { reporter.error(.knownStatus, "retry_after_ns is \(answer.retry_after_ns)") }
    }

    /// A status that a request was answered with, or returned.
    func judge(_ status: gw_status, of kind: RequestLedger.Kind, _ words: String, pendingIsFine: Bool) {
        guard let known = PluginStatus(rawValue: status), known != .pending || pendingIsFine else {
            return reporter.error(.knownStatus, "a \(kind.rawValue) was answered with \(status)")
        }
        if (known == .retry || known == .rejected) && kind != .deliver {
            reporter.error(.rejectReason, "a \(kind.rawValue) was answered with GW_\(known.word.uppercased())")
        }
        if known == .rejected && words.isEmpty {
            reporter.error(.rejectReason, "a block was rejected without a reason")
        }
        if status < 0 && known != .retry && known != .rejected && words.isEmpty {
            reporter.warning(
                .failureReason, "a \(kind.rawValue) failed with GW_\(known.word.uppercased()) and without a message")
        }
    }

    func problem(_ point: UInt32, _ column: UInt32, _ message: UnsafePointer<CChar>?) {
        let words = text(message, of: "problem") ?? ""
        let (isPreparing, isPlanned, columns) = withBooks {
            $0.problems.append((point, column, words))
            return ($0.isPreparing, point == GW_NO_POINT || $0.handles.contains(point), $0.addressColumns)
        }
        if !isPreparing { reporter.error(.planProblems, "a problem was reported outside of prepare") }
        if !isPlanned { reporter.error(.planProblems, "a problem with point \(point), which is not in the plan") }
        if column != GW_NO_COLUMN && column >= columns {
            reporter.error(.planProblems, "a problem with column \(column); the address schema has \(columns)")
        }
        if words.isEmpty { reporter.error(.planProblems, "a problem with point \(point) without a message") }
    }

    func requested(_ source: UnsafePointer<gw_command_request>?) -> gw_status {
        guard allows("request") else { return GW_BUG }
        guard let request = source.map({ ContractTable.read($0, over: gw_command_request()) }), request.point != nil,
            request.type <= UInt8(GW_TYPE_BYTES)
        else {
            reporter.error(.knownTypes, "a command request without a point, or with an unknown type")
            return GW_BUG
        }
        withBooks {
            $0.record.calls += 1
            $0.record.requests += 1
            if manners.request == GW_PENDING { $0.commands.append(request.token) }
        }
        if manners.request == GW_PENDING { onCommand() }
        return manners.request
    }

    func sawFrame(_ bytes: UnsafePointer<UInt8>?, _ size: UInt64, _ words: UnsafePointer<CChar>?) {
        guard allows("frame", running: false) else { return }
        _ = text(words, of: "frame")
        if !isTracing.load(ordering: .acquiring) { reporter.error(.traceOn, "frame was called while tracing was off") }
        if bytes == nil && size > 0 { reporter.error(.traceOn, "frame with \(size) bytes at NULL") }
    }
}
