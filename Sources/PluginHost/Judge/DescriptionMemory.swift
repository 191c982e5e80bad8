import CGatewayABI

/// What files said about themselves, by SHA-256, so that a known file is not run again to be described.
///
/// One line a file: the digest, a tab, the escaped document. A first line names the format and the contract, and a memory
/// of another gateway version is forgotten. Values only; ``load(_:)`` and ``save(to:)`` are the edge.
struct DescriptionMemory: Equatable {
    private(set) var documents: [String: String] = [:]

    private static let header = "gateway-plugin-memory 1 abi \(GW_ABI_MAJOR).\(GW_ABI_MINOR)"

    init() {}

    /// Reads what ``text`` wrote; lines that are none are forgotten.
    init(text: String) {
        let lines = text.split(separator: "\n")
        guard lines.first.map(String.init) == Self.header else { return }
        for line in lines.dropFirst() {
            let parts = line.split(separator: "\t", maxSplits: 1)
            guard parts.count == 2, parts[0].utf8.count == 64, let document = EscapedText.decode(parts[1]) else {
                continue
            }
            documents[String(parts[0])] = document
        }
    }

    var text: String {
        let lines = documents.sorted { $0.key < $1.key }.map { "\($0.key)\t\(EscapedText.encode($0.value))\n" }
        return Self.header + "\n" + lines.joined()
    }

    mutating func remember(_ document: String, for sha256: String) {
        documents[sha256] = document
    }

    /// Forgets every file but these, so that the memory does not grow with every update.
    mutating func keepOnly(_ digests: Set<String>) {
        documents = documents.filter { digests.contains($0.key) }
    }

    /// An unreadable memory, or one that others could have written, is an empty one.
    static func load(_ path: String?) -> DescriptionMemory {
        guard let path, let text = TextFile.readOwn(path, limit: 16 << 20) else { return DescriptionMemory() }
        return DescriptionMemory(text: text)
    }

    /// A memory that cannot be kept costs a few milliseconds at the next start; that is no reason to fail.
    func save(to path: String?) {
        guard let path else { return }
        _ = TextFile.replace(path, with: text)
    }
}
