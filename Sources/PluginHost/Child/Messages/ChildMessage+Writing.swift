import GatewayCore

extension ChildMessage {
    /// As a record.
    var bytes: [UInt8] {
        switch self {
        case .loaded(let confinement): Self.record(.loaded) { $0.put(confinement) }
        case .created(let traits): Self.record(.created) { $0.put(traits) }
        case .createFailed(let failure): Self.record(.createFailed) { $0.put(failure) }
        case .prepared(let window): Self.record(.prepared) { $0.put(UInt32(clamping: window)) }
        case .prepareFailed(let failure): Self.record(.prepareFailed) { $0.put(failure) }
        case .started(let run): Self.record(.started, run) { _ in }
        case .startFailed(let run, let failure): Self.record(.startFailed, run) { $0.put(failure) }
        case .stopped: Self.record(.stopped) { _ in }
        case .destroyed: Self.record(.destroyed) { _ in }
        case .answer(let token, let answer): Self.record(.answer, token) { $0.put(answer) }
        case .link(let run, let device, let isUp, let quality, let message):
            Self.record(.link, run) {
                $0.put(device ?? .max)
                $0.put(isUp)
                $0.put(quality.rawValue)
                $0.put(message, limit: Self.textLimit)
            }
        case .failed(let run, let status, let message):
            Self.record(.failed, run) {
                $0.put(status.rawValue)
                $0.put(message, limit: Self.textLimit)
            }
        case .log(let level, let message):
            Self.record(.log) {
                $0.put(level)
                $0.put(message, limit: Self.textLimit)
            }
        case .request(let request): Self.record(.request, request.token) { $0.put(request) }
        case .frame(let sent, let bytes, let words):
            Self.record(.frame) {
                $0.put(sent)
                $0.put(words, limit: Self.textLimit)
                $0.put(bytes)
            }
        case .fault(let breach): Self.record(.fault) { $0.put(breach) }
        }
    }

    private static func record(_ kind: Kind, _ number: UInt64 = 0, _ fill: (inout MessageWriter) -> Void) -> [UInt8] {
        var writer = MessageWriter(kind: kind.rawValue, number: number)
        fill(&writer)
        return writer.finish()
    }
}

extension MessageWriter {
    fileprivate mutating func put(_ traits: ChildMessage.Traits) {
        put(traits.isOnLoop)
        put(traits.isPolled)
        put(UInt32(clamping: traits.window))
    }

    fileprivate mutating func put(_ failure: PlanFailure) {
        put(failure.failure)
        put(Array(failure.problems.prefix(ChildMessage.problemLimit))) { writer, problem in
            writer.put(problem.point ?? .max)
            writer.put(UInt32(exactly: problem.column ?? -1) ?? .max)
            writer.put(problem.message, limit: ChildMessage.textLimit)
        }
    }

    fileprivate mutating func put(_ failure: PluginFailure) {
        put(failure.status.rawValue)
        put(UInt32(exactly: failure.column ?? -1) ?? .max)
        put(failure.message, limit: ChildMessage.textLimit)
    }

    fileprivate mutating func put(_ answer: PluginAnswer) {
        put(answer.status.rawValue)
        put(answer.retryAfter)
        put(answer.message, limit: ChildMessage.textLimit)
    }

    fileprivate mutating func put(_ request: PointRequest) {
        put(request.point)
        put(request.phase)
        put(request.lifetime)
        put(request.value)
    }

    fileprivate mutating func put(_ breach: ContractBreach) {
        put(breach.kind.rawValue)
        put(UInt64(clamping: breach.count))
        put(breach.detail, limit: ChildMessage.textLimit)
    }

    fileprivate mutating func put(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { put(UnsafeRawBufferPointer(rebasing: $0.prefix(ChildMessage.frameLimit))) }
    }
}
