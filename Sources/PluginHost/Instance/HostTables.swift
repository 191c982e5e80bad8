import CGatewayABI
import GatewayLoop
import Glibc

/// The host's tables: thin C functions that find the instance behind `context` and hand it what they were given.
enum HostTables {
    static func core(_ context: UnsafeMutableRawPointer) -> gw_host {
        var table = gw_host()
        table.struct_size = UInt32(MemoryLayout<gw_host>.size)
        table.abi_major = UInt16(GW_ABI_MAJOR)
        table.abi_minor = UInt16(GW_ABI_MINOR)
        table.context = context
        addThreadSafe(to: &table)
        table.publish = { context, batch in
            HostContext.of(context)?.here("publish")?.published(batch) ?? GW_BUG
        }
        table.link = { context, device, state, quality, message in
            HostContext.of(context)?.here("link")?.linked(device, state, quality, message)
        }
        table.failed = { context, status, message in
            HostContext.of(context)?.here("failed")?.hasFailed(status, message)
        }
        return table
    }

    private static func addThreadSafe(to table: inout gw_host) {
        table.log = { context, level, message in
            HostContext.of(context)?.log(level, ForeignText.read(message) ?? "")
        }
        table.wall_clock = { _ in HostClock.wall }
        table.monotonic = { _ in EventLoop.monotonic }
        table.answer = { context, token, answer in
            guard let context = HostContext.of(context), let answer else { return GW_BUG }
            return RequestAnswer(token, answer).arrive(at: context)
        }
        table.get_extension = { context, id in
            guard let context = HostContext.of(context), let id = ForeignText.read(id, limit: 64) else { return nil }
            return context.table(id)
        }
    }

    static func loop(_ context: UnsafeMutableRawPointer) -> gw_loop_host {
        var table = gw_loop_host()
        table.struct_size = UInt32(MemoryLayout<gw_loop_host>.size)
        table.revision = 1
        table.context = context
        table.watch = { context, fd, events, id in
            HostContext.of(context)?.here("watch")?.handles.watch(fd, events, id) ?? GW_BUG
        }
        table.set_timer = { context, id, delay in
            guard let handles = HostContext.of(context)?.here("set_timer")?.handles else { return GW_BUG }
            handles.setTimer(id, afterNanoseconds: delay)
            return GW_OK
        }
        table.cancel_timer = { context, id in
            HostContext.of(context)?.here("cancel_timer")?.handles.cancelTimer(id)
        }
        table.wake = { HostContext.of($0)?.wake() }
        return table
    }

    static func command(_ context: UnsafeMutableRawPointer) -> gw_command_host {
        var table = gw_command_host()
        table.struct_size = UInt32(MemoryLayout<gw_command_host>.size)
        table.revision = 1
        table.context = context
        table.request = { context, request in
            HostContext.of(context)?.here("request")?.requested(request) ?? GW_BUG
        }
        return table
    }

    static func trace(_ context: UnsafeMutableRawPointer) -> gw_trace_host {
        var table = gw_trace_host()
        table.struct_size = UInt32(MemoryLayout<gw_trace_host>.size)
        table.revision = 1
        table.context = context
        table.frame = { context, direction, bytes, size, words in
            HostContext.of(context)?.here("frame")?.sawFrame(direction, bytes, size, words)
        }
        return table
    }
}
