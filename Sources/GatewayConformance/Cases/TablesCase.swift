import CGatewayABI
import Glibc
import PluginHost
import Synchronization

extension CaseRun {
    private static let threads = 8
    private static let rounds = 200
    static let extensionIDs = [
        GW_EXTENSION_DESCRIBE, GW_EXTENSION_PLAN, GW_EXTENSION_POLL, GW_EXTENSION_LOOP, GW_EXTENSION_WRITE,
        GW_EXTENSION_SINK, GW_EXTENSION_COMMAND, GW_EXTENSION_TRACE,
    ]

    /// Tables are constants: whoever asks, whenever, gets the same.
    func tables() {
        let first = TableView(subject)
        at("\(Self.threads) threads at once")
        step(.getExtension)
        let others = Mutex<[TableView]>([])
        runThreads(Self.threads) { [self] in
            var views: [TableView] = []
            for _ in 0..<Self.rounds {
                let view = TableView(subject)
                if view != first && views.isEmpty { views.append(view) }
            }
            others.withLock { $0 += views }
        }
        let different = others.withLock { $0 }
        if let other = different.first {
            reporter.error(
                .stableTables,
                "\(different.count) of \(Self.threads) threads got other tables: \(first.difference(other))")
        }
        let last = TableView(subject)
        if last != first {
            reporter.error(.stableTables, "asked again, it gave other tables: \(first.difference(last))")
        }
    }
}

/// What a plugin's tables look like from outside: where they are and what is in them.
private struct TableView: Equatable, Sendable {
    private var addresses: [String: UInt] = [:]
    private var contents: [String: [UInt8]] = [:]
    private var described: DeclaredPlugin?

    init(_ subject: Subject) {
        let tables = subject.tables
        for id in CaseRun.extensionIDs {
            guard let table = tables.core.get_extension?(tables.plugin, id) else { continue }
            addresses[id] = UInt(bitPattern: table)
            let size = Int(table.loadUnaligned(as: UInt32.self))
            contents[id] = Array(UnsafeRawBufferPointer(start: table, count: min(size, 4096)))
        }
        let description = tables.describe.describe?(tables.plugin)
        addresses["gw_description"] = UInt(bitPattern: description)
        if description != nil { described = try? DeclaredPlugin(reading: tables) }
    }

    func difference(_ other: TableView) -> String {
        let names = Set(addresses.keys).union(other.addresses.keys).sorted()
        if let name = names.first(where: { addresses[$0] != other.addresses[$0] }) {
            return "\(name) is somewhere else"
        }
        if let name = names.first(where: { contents[$0] != other.contents[$0] }) { return "\(name) has other contents" }
        return "the description has other contents"
    }
}
