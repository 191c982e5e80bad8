import GatewayCore

/// Fills a schema with what the user gave, with defaults, and with guesses where neither is there. Pure.
///
/// Without given settings a plugin must not reach out to whatever listens on this machine or in this network, so fields that
/// name a peer are pointed at `peer`, a port of ours.
struct SettingGuess {
    let given: [String: String]
    /// Where peers are; the loopback address and a port of ours.
    var peer: Peer
    /// Whether fields that name a peer are pointed at `peer` even though the user gave others.
    var overridesPeer = false

    struct Peer: Hashable, Sendable {
        var host = "127.0.0.1"
        var port: UInt16
    }

    /// One field that the user gave and the schema does not take.
    struct Complaint: Hashable {
        let key: String
        let message: String
    }

    /// One cell for each field, in order.
    func cells(_ schema: [FieldSchema]) -> [Cell] {
        schema.map(cell)
    }

    /// What is wrong with the given settings.
    func complaints(_ schema: [FieldSchema], _ what: String) -> [Complaint] {
        given.sorted { $0.key < $1.key }.compactMap { key, value in
            guard let field = schema.first(where: { $0.key == key }) else {
                return Complaint(key: key, message: "there is no \(what) '\(key)'")
            }
            return Self.read(value, field.kind) == nil
                ? Complaint(key: key, message: "\(what) '\(key)' does not take '\(value)'") : nil
        }
    }

    private func cell(_ field: FieldSchema) -> Cell {
        if let value = given[field.key], let cell = Self.read(value, field.kind), !(overridesPeer && namesPeer(field)) {
            return cell
        }
        if let guess = guessedPeer(field) { return guess }
        if let guess = shortTime(field) { return guess }
        if let text = field.defaultText { return Self.read(text, field.kind) ?? .absent }
        return field.isRequired ? Self.anything(field) : .absent
    }

    // MARK: Peers

    private static let hosts = ["host", "hostname", "server", "ip", "broker", "address", "ip_address", "host_name"]
    private static let endpoints = ["endpoint", "url", "uri", "broker_url", "server_url", "endpoint_url"]

    /// Whether the field says where somebody else is.
    func namesPeer(_ field: FieldSchema) -> Bool { guessedPeer(field) != nil }

    private func guessedPeer(_ field: FieldSchema) -> Cell? {
        switch field.kind {
        case .int(let range) where field.key == "port" || field.key == "tcp_port":
            range.contains(Int64(peer.port)) ? .int(Int64(peer.port)) : nil
        case .text where Self.hosts.contains(field.key): .text(peer.host)
        case .text where Self.endpoints.contains(field.key): .text(endpoint(field.defaultText ?? ""))
        default: nil
        }
    }

    /// `opc.tcp://server:4840/path` with our peer in its place; `host:port` where there is no scheme to go by.
    private func endpoint(_ example: String) -> String {
        let authority = "\(peer.host):\(peer.port)"
        guard let scheme = Self.range(of: "://", in: example) else { return authority }
        let path = example[scheme.upperBound...].drop { $0 != "/" }
        return example[..<scheme.upperBound] + authority + path
    }

    private static func range(of mark: String, in text: String) -> Range<String.Index>? {
        var start = text.startIndex
        while start < text.endIndex {
            if text[start...].hasPrefix(mark) { return start..<text.index(start, offsetBy: mark.count) }
            start = text.index(after: start)
        }
        return nil
    }

    /// Nobody wants to watch a plugin wait: time-outs of half a second will do.
    private func shortTime(_ field: FieldSchema) -> Cell? {
        guard case .int(let range) = field.kind, field.key.contains("timeout"), field.defaultText != nil else {
            return nil
        }
        if field.key.hasSuffix("_ms") { return .int(min(max(500, range.lowerBound), range.upperBound)) }
        if field.key.hasSuffix("_s") { return .int(min(max(1, range.lowerBound), range.upperBound)) }
        return nil
    }

    // MARK: Anything

    /// A value the schema allows.
    static func anything(_ field: FieldSchema) -> Cell {
        switch field.kind {
        case .bool: .bool(false)
        case .int(let range): .int(min(max(1, range.lowerBound), range.upperBound))
        case .float(let range): .float(min(max(1, range.lowerBound), range.upperBound))
        case .choice(let words): .text(words.first ?? "")
        case .secret: .text("secret")
        case .text(let length):
            .text(
                String(repeating: "a", count: min(max(length.lowerBound, 4), length.upperBound)))
        }
    }

    /// A user's text as a cell; `nil` when the field does not allow it.
    static func read(_ text: String, _ kind: FieldSchema.Kind) -> Cell? {
        switch kind {
        case .bool:
            switch text {
            case "true": .bool(true)
            case "false": .bool(false)
            default: nil
            }
        case .int(let range): Int64(text).flatMap { range.contains($0) ? .int($0) : nil }
        case .float(let range): Double(text).flatMap { range.contains($0) ? .float($0) : nil }
        case .choice(let words): words.contains(text) ? .text(text) : nil
        case .text(let length): length.contains(text.utf8.count) ? .text(text) : nil
        case .secret: .text(text)
        }
    }
}
