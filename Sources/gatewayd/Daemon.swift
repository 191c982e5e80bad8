import Foundation
import GatewayAPI
import GatewayConfig
import GatewayCore
import GatewayRuntime
import GatewayStore
import Glibc
import Logging
import PluginHost

/// Everything joined: plugins, storage, engine, API.
struct Daemon {
    private let gateway: Gateway
    private let control: RuntimeControl
    private let socket: String
    private let log: Logger

    init(options: Gatewayd, log: Logger) async throws {
        self.log = log
        let shelf = PluginShelf(
            PluginDirectory(
                path: options.drivers, describer: Self.neighbour("gatewayd-plugin"),
                memory: "\(options.data)/plugins.tsv", trust: options.trust.map(TrustFolder.init) ?? .usual),
            isBuiltIn: Self.builtInList(options, log).contains)
        let site = try Self.site(options.site, shelf, log)
        let storage = try StorageFolder(options.data).open(site, log: log)
        socket = options.socket ?? site.apiSocket ?? "/run/gatewayd/gatewayd.sock"
        let secrets = SecretResolver(
            folders: ["\(options.data)/secrets", "/etc/gatewayd/secrets"], siteFolder: options.site,
            environment: ProcessInfo.processInfo.environment)
        gateway = try Gateway(site: site, shelf: shelf, storage: storage, secrets: secrets, log: log)
        control = RuntimeControl(gateway: gateway, siteFolder: options.site)
    }

    /// Runs until a signal ends it.
    func run(until signals: Signals) async throws {
        // A second gateway on this socket must not get as far as to talk to devices and brokers.
        let server = GatewayServer(control: control, socketPath: socket)
        let claim = try server.claim()
        await gateway.start()
        gateway.shelf.watch(log: log)
        ProcessMemory.giveBack()
        let site = await gateway.site.name
        log.notice("Gateway is running", metadata: ["site": "\(site)", "socket": "\(socket)"])
        try await serve(server, at: claim, until: signals)
        log.notice("Gateway has ended")
    }

    /// Whoever ends first ends the other: a signal, or a socket that cannot be had. What was taken in is kept before the
    /// server is taken down, whatever becomes of that.
    private func serve(_ server: GatewayServer, at claim: SocketClaim, until signals: Signals) async throws {
        let changes = gateway.shelf.changes()
        let healing = Task { await follow(changes) }
        defer { healing.cancel() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run(at: claim) }
            group.addTask { await follow(signals) }
            let first = await group.nextResult()
            await gateway.stop()
            group.cancelAll()
            try first?.get()
        }
    }

    private func follow(_ signals: Signals) async {
        for await signal in signals.stream {
            guard signal == .hangUp else { return }
            // By itself, so that a signal to end is heard meanwhile.
            Task { await reload() }
        }
    }

    /// Channels and sinks that were refused are made when their plugin comes.
    private func follow(_ changes: AsyncStream<ShelfChange>) async {
        for await change in changes {
            guard let outcome = await gateway.retryRefused(needing: change.usable) else { continue }
            log.notice(
                "Plugins came, what waited for them was tried again",
                metadata: ["plugins": "\(change.usable.sorted())", "applied": "\(outcome.isApplied)"])
            for finding in outcome.findings { log.warning("\(finding)") }
        }
    }

    private func reload() async {
        let result = await control.reload()
        log.notice("Site read again", metadata: ["applied": "\(result.applied)", "changes": "\(result.changes)"])
        for finding in result.findings {
            log.warning("\(finding.file):\(finding.line):\(finding.column): \(finding.message) — \(finding.mend)")
        }
    }

    /// A program that was installed beside this one.
    static func neighbour(_ name: String) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let path = String(decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let folder = path.lastIndex(of: "/").map { path[..<$0] } ?? "."
        return "\(folder)/\(name)"
    }

    private static func site(_ folder: String, _ shelf: PluginShelf, _ log: Logger) throws -> Site {
        let reading = SiteReader(plugins: shelf.descriptions, refused: shelf.refusedIDs).read(folder)
        for finding in reading.findings {
            log.log(level: finding.severity == .error ? .error : .warning, "\(finding)")
        }
        for file in shelf.all {
            if case .refused(let refusal) = file.verdict {
                log.warning("Plugin refused", metadata: ["file": "\(file.path)", "reason": "\(refusal.message)"])
            }
        }
        guard let site = reading.site else {
            throw StartFailure("the site '\(folder)' has \(reading.errorCount) errors")
        }
        return site
    }
}

/// Why the daemon does not start.
struct StartFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
