import Glibc
import Testing

@testable import PluginHost

@Suite struct FileGuardTests {
    private let guards = FileGuard(user: 1000)

    @Test(
        arguments: [
            (0o100644, 0, nil), (0o100755, 1000, nil), (0o100400, 1000, nil),
            (0o100646, 1000, .worldWritable), (0o100664, 1000, .groupWritable), (0o100644, 1001, .wrongOwner),
            (0o040755, 0, .notRegular), (0o010644, 0, .notRegular), (0o020644, 0, .notRegular),
        ] as [(UInt32, UInt32, Refusal.Reason?)])
    func `a file is judged by owner and mode`(_ mode: UInt32, _ owner: UInt32, _ reason: Refusal.Reason?) {
        #expect(guards.refusal(ofFile: "x.so", mode: mode, owner: owner)?.reason == reason)
    }

    @Test(
        arguments: [
            (0o040755, 0, nil), (0o040775, 1000, nil), (0o040777, 0, .worldWritable), (0o041777, 0, .worldWritable),
            (0o040755, 1001, .wrongOwner), (0o100644, 0, .unreadable),
        ] as [(UInt32, UInt32, Refusal.Reason?)])
    func `so is a directory, but its group may write`(_ mode: UInt32, _ owner: UInt32, _ reason: Refusal.Reason?) {
        #expect(guards.refusal(ofDirectory: "drivers.d", mode: mode, owner: owner)?.reason == reason)
    }
}
