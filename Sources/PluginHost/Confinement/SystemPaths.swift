import Glibc

/// What every program reads on a Linux system without thinking of it: a sandbox leaves it readable. None of it is
/// secret.
///
/// Folders of the system's own keys (`/etc/ssl/private`) and `/etc` itself are not among them: a child of root is still
/// the owner of what lies there.
enum SystemPaths {
    static let readable = [
        // Libraries; where the loader finds them.
        "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache",
        // Names of hosts and services. /etc/resolv.conf may be a link into one of these folders, and be replaced there.
        "/etc/resolv.conf", "/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf", "/etc/gai.conf", "/etc/services",
        "/etc/protocols", "/run/systemd/resolve", "/run/resolvconf", "/run/NetworkManager",
        // Time zones.
        "/etc/localtime", "/etc/timezone", "/usr/share/zoneinfo",
        // Whom to trust over TLS.
        "/etc/ssl/certs", "/etc/ssl/openssl.cnf", "/etc/ca-certificates", "/usr/share/ca-certificates",
        "/usr/local/share/ca-certificates", "/etc/pki/tls/certs", "/etc/pki/ca-trust", "/etc/crypto-policies",
        // What the C library and Swift ask about stacks and processors, and a program about its own files.
        "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/sys/vm/overcommit_memory",
        "/proc/sys/crypto", "/sys/devices/system/cpu",
        "/dev/random", "/dev/urandom",
    ]

    static let writable = ["/dev/null", "/dev/zero", "/dev/full"]

    /// Folders that libraries of this process came from, the Swift runtime's among them: others may come from there.
    static var ofLoadedLibraries: [String] {
        folders(ofLibrariesIn: maps)
    }

    /// `text` is what /proc/self/maps says: five columns, and the path from the first slash on.
    static func folders(ofLibrariesIn text: String) -> [String] {
        var folders: [String] = []
        for line in text.split(separator: "\n") {
            guard let slash = line.firstIndex(of: "/"), let last = line.lastIndex(of: "/"), slash < last,
                line[last...].contains(".so")
            else { continue }
            let folder = String(line[slash..<last])
            if folders.last != folder, !folders.contains(folder) { folders.append(folder) }
        }
        return folders
    }

    private static var maps: String {
        let fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC)
        guard fd >= 0 else { return "" }
        defer { close(fd) }
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = read(fd, &chunk, chunk.count)
            guard count > 0 else { return String(decoding: text, as: UTF8.self) }
            text += chunk.prefix(count)
        }
    }
}
