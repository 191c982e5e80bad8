// Confines itself, then loads a file and calls what it exports: what a plugin's child does, without a gateway.
//
//   confined-probe USER REQUEST FILE [DEED…]
//
// USER is a number of a user to become first, or "-". REQUEST is the text of a ConfinementRequest. FILE is loaded from a sealed
// copy in memory. With deeds, its function `deed` is called with each of them, and "DEED ERRNO" is written; without, the file is a
// plugin whose entry is called. The report comes first, between two empty lines.
import CLinux
import Glibc
import PluginHost

/// At once, so that what was said before a crash is known.
func say(_ words: String) {
    let line = Array((words + "\n").utf8)
    _ = write(1, line, line.count)
}

let words = CommandLine.arguments
guard words.count > 3, let request = ConfinementRequest(text: words[2]) else {
    say("usage: confined-probe USER REQUEST FILE [DEED…]")
    exit(64)
}

func end(_ words: String) -> Never {
    say(words)
    exit(1)
}

/// A sealed copy of the file, as the gateway loads plugins.
func image(_ path: String) -> Int32 {
    let (source, copy) = (open(path, O_RDONLY | O_CLOEXEC), gateway_memfd("image", 1))
    guard source >= 0, copy >= 0 else { end("cannot copy \(path)") }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(source, &chunk, chunk.count)
        guard count > 0 else { break }
        guard write(copy, chunk, count) == count else { end("cannot copy \(path)") }
    }
    close(source)
    guard gateway_seal(copy, 0) == 0 else { end("cannot seal") }
    return copy
}

/// Another process of the same user, which ends with this one: a `cat` that waits for the end of its input.
func startPeer() -> pid_t {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { end("cannot make a pipe") }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    posix_spawn_file_actions_addclose(&actions, ends[1])
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    var peer = pid_t()
    var none: UnsafeMutablePointer<CChar>?
    guard posix_spawn(&peer, "/bin/cat", &actions, nil, [strdup("cat"), nil], &none) == 0 else {
        end("cannot start cat")
    }
    close(ends[0])
    return peer
}

let copy = image(words[3])
if let user = UInt32(words[1]) {
    guard setgroups(0, nil) == 0, setgid(user) == 0, setuid(user) == 0 else { end("cannot become user \(user)") }
}
setenv("PEER", "\(startPeer())", 1)
if let folder = request.privateFolder { chdir(folder) }
do throws(ConfinementFailure) {
    say("\n\(try Confinement.apply(request).text)")
} catch {
    end("failure: \(error.message)")
}
guard let library = dlopen("/proc/self/fd/\(copy)", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE) else {
    end("dlopen: \(dlerror().map { String(cString: $0) } ?? "")")
}
if words.count == 4 {
    typealias Entry = @convention(c) (UInt32) -> UnsafeRawPointer?
    guard let entry = dlsym(library, "gw_plugin_entry") else { end("no entry") }
    say("entry \(unsafeBitCast(entry, to: Entry.self)(0) == nil ? 1 : 0)")
}
for deed in words.dropFirst(4) {
    typealias Deed = @convention(c) (UnsafePointer<CChar>) -> Int32
    guard let function = dlsym(library, "deed") else { end("no deed") }
    say("\(deed) \(unsafeBitCast(function, to: Deed.self)(deed))")
}
// A deed may have left threads behind; none of their destructors matter.
_exit(0)
