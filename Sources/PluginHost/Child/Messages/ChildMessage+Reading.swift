import GatewayCore

extension ChildMessage {
    /// Reads a record of a child, which may hold anything; not for samples.
    init(_ kind: Kind, number: UInt64, _ payload: UnsafeRawBufferPointer) throws(RingBreach) {
        var reader = MessageReader(payload)
        switch kind {
        case .loaded: self = .loaded(confinement: try reader.text(limit: Self.reportLimit))
        case .created: self = .created(try reader.traits())
        case .createFailed: self = .createFailed(try reader.failure())
        case .prepared: self = .prepared(window: Int(try reader.number(UInt32.self)))
        case .prepareFailed: self = .prepareFailed(try reader.planFailure())
        case .started: self = .started(run: number)
        case .startFailed: self = .startFailed(run: number, try reader.failure())
        case .stopped: self = .stopped
        case .destroyed: self = .destroyed
        case .answer: self = .answer(token: number, try reader.answer())
        case .link: self = try reader.link(run: number)
        case .failed:
            self = .failed(run: number, status: try reader.status(), message: try reader.text(limit: Self.textLimit))
        case .log: self = .log(level: try reader.number(), message: try reader.text(limit: Self.textLimit))
        case .request: self = .request(try reader.request(token: number))
        case .frame:
            let (sent, words) = (try reader.flag(), try reader.text(limit: Self.textLimit))
            self = .frame(sent: sent, bytes: Array(try reader.raw().prefix(Self.frameLimit)), words: words)
        case .fault: self = .fault(try reader.breach())
        case .samples: throw RingBreach("samples where none can be")
        }
    }
}

extension MessageReader {
    /// A text for people, bounded whoever wrote it.
    private mutating func words() throws(RingBreach) -> String { try text(limit: ChildMessage.textLimit) }

    fileprivate mutating func traits() throws(RingBreach) -> ChildMessage.Traits {
        ChildMessage.Traits(isOnLoop: try flag(), isPolled: try flag(), window: Int(try number(UInt32.self)))
    }

    fileprivate mutating func failure() throws(RingBreach) -> PluginFailure {
        let (status, column) = (try status(), try number(UInt32.self))
        return PluginFailure(status: status, message: try words(), column: column == .max ? nil : Int(column))
    }

    fileprivate mutating func planFailure() throws(RingBreach) -> PlanFailure {
        let failure = try failure()
        let problems = try items(atLeast: 12, atMost: ChildMessage.problemLimit) { reader throws(RingBreach) in
            let (point, column) = (try reader.number(UInt32.self), try reader.number(UInt32.self))
            return PlanProblem(
                point: point == .max ? nil : point, column: column == .max ? nil : Int(column),
                message: try reader.words())
        }
        return PlanFailure(failure: failure, problems: problems)
    }

    fileprivate mutating func answer() throws(RingBreach) -> PluginAnswer {
        let (status, retryAfter) = (try status(), try duration())
        guard status != .pending else { throw RingBreach("an answer that is none") }
        return PluginAnswer(status: status, message: try words(), retryAfter: max(.zero, retryAfter))
    }

    fileprivate mutating func link(run: UInt64) throws(RingBreach) -> ChildMessage {
        let (device, isUp) = (try number(UInt32.self), try flag())
        let quality = Quality(rawValue: try number())
        return .link(
            run: run, device: device == .max ? nil : device, isUp: isUp, quality: quality, message: try words())
    }

    fileprivate mutating func request(token: UInt64) throws(RingBreach) -> PointRequest {
        let (point, phase) = (try words(), try number(UInt8.self))
        let lifetime = try duration()
        return PointRequest(
            token: token, point: point, value: try value(), phase: phase, lifetime: max(.zero, lifetime))
    }

    fileprivate mutating func breach() throws(RingBreach) -> ContractBreach {
        guard let kind = ContractBreach.Kind(rawValue: try words()) else {
            throw RingBreach("a breach of no known kind")
        }
        let count = Int(clamping: try number(UInt64.self))
        return ContractBreach(kind, count: count, try words())
    }
}
