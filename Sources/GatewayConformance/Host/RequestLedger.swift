import CGatewayABI

/// The requests of one instance, and the answers to them. Decisions only.
struct RequestLedger {
    enum Kind: String {
        case read, write, deliver
    }

    enum Verdict: Equatable {
        case first(Kind)
        case second(Kind)
        /// The request ended with stop; nobody minds.
        case afterStop
        case unknown
    }

    private struct Request {
        let kind: Kind
        let made: Int64
        /// Answers through `answer`, and final statuses.
        var answers = 0
        var status: gw_status?
        var wasCancelled = false
    }

    private var requests: [UInt64: Request] = [:]
    private var last: UInt64 = 0
    private let series: UInt64

    /// `series`: sets the tokens of one instance apart from those of another.
    init(series: UInt64 = 0) {
        self.series = series
    }

    /// Tokens use all 64 bits, so that a plugin which keeps 32 of them is found out.
    mutating func open(_ kind: Kind, now: Int64) -> UInt64 {
        last += 1
        let token = 0xC000_0000_0000_0000 | series << 33 | last << 8 | 0xA5
        requests[token] = Request(kind: kind, made: now)
        return token
    }

    mutating func answer(_ token: UInt64, _ status: gw_status) -> Verdict {
        guard var request = requests[token] else { return .unknown }
        request.answers += 1
        defer { requests[token] = request }
        guard request.answers == 1 else { return request.wasCancelled ? .afterStop : .second(request.kind) }
        request.status = status
        return request.wasCancelled ? .afterStop : .first(request.kind)
    }

    /// Ends what waits.
    mutating func cancelAll() {
        for (token, request) in requests where request.answers == 0 {
            requests[token]?.wasCancelled = request.answers == 0
        }
    }

    /// What `token` was answered with.
    func status(of token: UInt64) -> gw_status? { requests[token]?.status }

    /// Whether the request needs no answer any more.
    func isSettled(_ token: UInt64) -> Bool {
        guard let request = requests[token] else { return true }
        return request.answers > 0 || request.wasCancelled
    }

    /// Requests that still wait, oldest first, with the time they were made.
    var waiting: [(token: UInt64, kind: Kind, made: Int64)] {
        requests.filter { $0.value.answers == 0 && !$0.value.wasCancelled }.map {
            ($0.key, $0.value.kind, $0.value.made)
        }
        .sorted { $0.0 < $1.0 }
    }
}
