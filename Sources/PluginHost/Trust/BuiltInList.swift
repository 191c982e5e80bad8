import Glibc

/// The plugins that were built with this gateway, by SHA-256: the file `plugins.sha256` beside the program.
///
/// A list that is missing or cannot be trusted is empty, which costs speed, never safety: what is not on it runs in a
/// process of its own.
public struct BuiltInList: Sendable {
    /// Why the list is empty though it should not be; `nil` when all is well.
    public let problem: Refusal?
    private let sums: Set<String>

    /// No plugin at all.
    public static let none = BuiltInList()

    /// Reads what `sha256sum` wrote, if nobody but root or the gateway's own user could have written it.
    public init(path: String) {
        do throws(Refusal) {
            let file = try OpenedFile(path, guardedBy: FileGuard(user: geteuid()))
            sums = try Self.sums(try file.whole(limit: 1 << 20), path)
            problem = nil
        } catch {
            (sums, problem) = ([], error)
        }
    }

    private init() {
        (sums, problem) = ([], nil)
    }

    private static func sums(_ bytes: [UInt8], _ path: String) throws(Refusal) -> Set<String> {
        do throws(MalformedText) {
            return Set(try DigestList(bytes).entries.map(\.sha256))
        } catch {
            throw Refusal(.unreadable, error.named(path))
        }
    }

    /// `sha256` in lower-case hex, as ``PluginFile/sha256`` has it.
    public func contains(sha256: String) -> Bool {
        sums.contains(sha256)
    }
}
