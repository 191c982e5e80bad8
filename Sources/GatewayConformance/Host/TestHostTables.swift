import CGatewayABI
import GatewayLoop
import PluginHost

/// The tables of ``TestHost``: thin C functions that find the host behind `context`.
enum TestHostTables {
    static func core(_ context: UnsafeMutableRawPointer) -> gw_host {
        var table = gw_host()
        table.struct_size = UInt32(MemoryLayout<gw_host>.size)
        table.abi_major = UInt16(GW_ABI_MAJOR)
        table.abi_minor = UInt16(GW_ABI_MINOR)
        table.context = context
        table.log = { TestHost.of($0)?.logged($1, $2) }
        table.wall_clock = { TestHost.of($0)?.wallClock ?? 0 }
        table.monotonic = { _ in EventLoop.monotonic }
        table.publish = { TestHost.of($0)?.published($1) ?? GW_BUG }
        table.link = { TestHost.of($0)?.linked($1, $2, $3, $4) }
        table.failed = { TestHost.of($0)?.hasFailed($1, $2) }
        table.answer = { TestHost.of($0)?.answered($1, $2) ?? GW_BUG }
        table.get_extension = { context, id in
            guard let host = TestHost.of(context), host.lives("get_extension"), let id = ForeignText.read(id, limit: 64)
            else { return nil }
            return host.find(id)
        }
        return table
    }

    static func loop(_ context: UnsafeMutableRawPointer) -> gw_loop_host {
        var table = gw_loop_host()
        table.struct_size = UInt32(MemoryLayout<gw_loop_host>.size)
        table.revision = 1
        table.context = context
        table.watch = { context, fd, events, id in
            guard let host = TestHost.of(context), host.allows("watch", running: false) else { return GW_BUG }
            if host.manners.watch != GW_OK && events != 0 { return host.manners.watch }
            return host.handles?.watch(fd, events, id) ?? GW_BUG
        }
        table.set_timer = { context, id, delay in
            guard let host = TestHost.of(context), host.allows("set_timer", running: false) else { return GW_BUG }
            if host.manners.setTimer != GW_OK { return host.manners.setTimer }
            host.handles?.setTimer(id, afterNanoseconds: delay)
            return GW_OK
        }
        table.cancel_timer = { context, id in
            guard let host = TestHost.of(context), host.allows("cancel_timer", running: false) else { return }
            host.handles?.cancelTimer(id)
        }
        table.wake = { context in
            guard let host = TestHost.of(context), host.lives("wake") else { return }
            host.onWake()
        }
        return table
    }

    static func command(_ context: UnsafeMutableRawPointer) -> gw_command_host {
        var table = gw_command_host()
        table.struct_size = UInt32(MemoryLayout<gw_command_host>.size)
        table.revision = 1
        table.context = context
        table.request = { TestHost.of($0)?.requested($1) ?? GW_BUG }
        return table
    }

    static func trace(_ context: UnsafeMutableRawPointer) -> gw_trace_host {
        var table = gw_trace_host()
        table.struct_size = UInt32(MemoryLayout<gw_trace_host>.size)
        table.revision = 1
        table.context = context
        table.frame = { context, _, bytes, size, words in TestHost.of(context)?.sawFrame(bytes, size, words) }
        return table
    }
}
