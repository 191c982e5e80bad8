import GatewayCore

/// Reads what bounds the child processes of one plugin: `limits`, `allow` and `env`.
struct PluginBoundsReader {
    let findings: FindingList
    let isolation: PluginChoice.Isolation?

    func limits(_ entry: Entry?) -> PluginLimits {
        var limits = PluginLimits()
        guard let entry, var section = entry.section() else { return limits }
        warnInside(entry, "have no limits of their own")
        limits.memory = section.entry("memory")?.parsed(Self.memory)
        limits.openFiles = section.entry("open_files")?.integer(PluginLimits.openFilesRange)
        limits.hangAfter = section.entry("hang_after")?.duration(PluginLimits.hangRange) ?? limits.hangAfter
        section.finish()
        return limits
    }

    func reach(_ entry: Entry?) -> PluginReach {
        guard let entry, var section = entry.section() else { return PluginReach() }
        if isolation != .sandbox {
            findings.warning(
                entry.keyLocation, "'allow' holds back nobody outside of a sandbox",
                mend: "write isolation: sandbox, or take 'allow' out")
        }
        let reach = PluginReach(
            read: paths(section.entry("read")), write: paths(section.entry("write")),
            connect: ports(section.entry("connect")), listen: ports(section.entry("listen")))
        section.finish()
        return reach
    }

    func environment(_ entry: Entry?) -> [String: String] {
        guard let entry, let section = entry.section() else { return [:] }
        warnInside(entry, "share the environment of gatewayd")
        var environment: [String: String] = [:]
        for item in section.entries where !DuplicateKey.isPlaceholder(item.key) {
            guard let name = findings.keeping(item.keyLocation, { () throws(Complaint) in try Self.name(item.key) })
            else { continue }
            environment[name] = item.node.isNothing ? "" : item.parsed(Self.value)
        }
        return environment
    }

    private func warnInside(_ entry: Entry, _ fact: String) {
        guard isolation == .inside else { return }
        findings.warning(
            entry.keyLocation, "plugins inside of gatewayd \(fact)",
            mend: "write isolation: process, or take '\(entry.key)' out")
    }

    private func paths(_ entry: Entry?) -> [String] {
        (entry?.items() ?? []).compactMap { $0.parsed(Self.path) }
    }

    private func ports(_ entry: Entry?) -> [UInt16] {
        (entry?.items() ?? []).compactMap { $0.integer(PluginReach.portRange).flatMap(UInt16.init(exactly:)) }
    }

    private static func memory(_ text: String) throws(Complaint) -> Int64 {
        let size = try ByteSizeText.parse(text)
        if PluginLimits.memoryRange.contains(size) { return size }
        throw Complaint("\(quoted(text)) is out of range", mend: "write a size from 16 MiB to 1 TiB")
    }

    private static func path(_ text: String) throws(Complaint) -> String {
        guard text.hasPrefix("/"), !text.split(separator: "/").contains("..") else {
            throw Complaint("\(quoted(text)) is no absolute path", mend: "write it from the root, without '..'")
        }
        // PATH_MAX with its zero.
        guard text.utf8.count < 4096, !text.utf8.contains(0) else {
            throw Complaint(
                "\(quoted(text)) is no path", mend: "paths are shorter than 4096 bytes, without a zero byte")
        }
        return text
    }

    private static func name(_ text: String) throws(Complaint) -> String {
        let isName = text.utf8.allSatisfy { $0 != UInt8(ascii: "-") && Identifier.isAllowed($0) }
        guard isName, !text.isEmpty, !(0x30...0x39).contains(text.utf8.first ?? 0x30), text.utf8.count <= 128 else {
            throw Complaint(
                "\(quoted(text)) is no name of a variable", mend: "use letters, digits and '_', no digit first")
        }
        // The dynamic linker, the C library and the Swift runtime take orders from these.
        let chooseCode = ["LD_", "GLIBC_", "GCONV_", "SWIFT_"]
        guard !chooseCode.contains(where: text.hasPrefix) else {
            throw Complaint("\(text) can change which code runs", mend: "take it out; plugins do without")
        }
        return text
    }

    private static func value(_ text: String) throws(Complaint) -> String {
        guard text.utf8.count <= 4096, !text.utf8.contains(0) else {
            throw Complaint("the value is too long or has a zero byte", mend: "write at most 4096 bytes of text")
        }
        return text
    }
}
