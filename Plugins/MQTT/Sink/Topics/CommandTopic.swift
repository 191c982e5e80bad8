/// The topic that commands come by, and where in it the point is named, if it is.
///
/// - `site/cmd`: the payload names the point.
/// - `site/cmd/#`: the levels in place of `#` are the parts of the point's name, `…/pv1/inverter/power`.
/// - `site/{channel}/{device}/{point}/set`: so are the levels in place of placeholders.
struct CommandTopic: Equatable {
    private enum Level: Equatable {
        case text(String)
        case part
        case rest
    }

    private let levels: [Level]

    /// `site` and `sink` fill their placeholders.
    init(_ text: String, site: String, sink: String) throws(TopicTemplate.Fault) {
        let template = try TopicTemplate(text)
        var levels: [Level] = []
        for (index, pieces) in template.levels.enumerated() {
            levels.append(try Self.level(pieces, isLast: index == template.levels.count - 1, site: site, sink: sink))
        }
        self.levels = levels
    }

    /// What to subscribe to.
    var filter: String {
        levels.map { level in
            switch level {
            case .text(let text): text
            case .part: "+"
            case .rest: "#"
            }
        }.joined(separator: "/")
    }

    /// Whether the topic of a message names the point.
    var namesPoint: Bool { levels.contains(.part) || levels.contains(.rest) }

    /// The point that a topic names; `nil` when it does not match.
    func point(in topic: String) -> String? {
        var parts: [Substring] = []
        let found = Topic.levels(topic)
        for (index, level) in levels.enumerated() {
            if level == .rest {
                parts += found.dropFirst(index)
                return Self.name(parts)
            }
            guard index < found.count else { return nil }
            if case .text(let text) = level {
                guard text == found[index] else { return nil }
            } else {
                parts.append(found[index])
            }
        }
        return found.count == levels.count ? Self.name(parts) : nil
    }

    private static func name(_ parts: [Substring]) -> String? {
        parts.isEmpty || parts.contains("") ? nil : parts.joined(separator: ".")
    }

    private static func level(_ pieces: [TopicTemplate.Piece], isLast: Bool, site: String, sink: String)
        throws(TopicTemplate.Fault) -> Level
    {
        if pieces == [.text("#")] {
            guard isLast else { throw TopicTemplate.Fault(message: "'#' may only stand at the end") }
            return .rest
        }
        if case .placeholder(let placeholder)? = pieces.first, pieces.count == 1, placeholder != .site,
            placeholder != .sink
        {
            return .part
        }
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let part): text += part
            case .placeholder(.site): text += site
            case .placeholder(.sink): text += sink
            case .placeholder(let other):
                throw TopicTemplate.Fault(message: "{\(other.rawValue)} must be a whole level between two slashes")
            }
        }
        if text.contains("+") || text.contains("#") {
            throw TopicTemplate.Fault(
                message: "'+' and '#' have no place in '\(text)'; name parts of the point as {channel}/{device}/{point}"
            )
        }
        return .text(text)
    }
}
