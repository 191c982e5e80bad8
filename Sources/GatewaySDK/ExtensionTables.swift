import CGatewayABI
import GatewayCore

/// The extension tables that all Swift plugins share: they find the plugin's own abilities in its ``InstanceBox``.
enum ExtensionTables {
    static func all<P: GatewayPlugin>(for type: P.Type) -> [String: UnsafeRawPointer] {
        var tables = [GW_EXTENSION_DESCRIBE: describe, GW_EXTENSION_PLAN: plan]
        if type is any PollingDriver.Type { tables[GW_EXTENSION_POLL] = poll }
        if type is any LoopDriver.Type {
            tables[GW_EXTENSION_LOOP] = loop(polled: true)
        } else if type is any LoopPlugin.Type {
            tables[GW_EXTENSION_LOOP] = loop(polled: false)
        }
        if type is any WritingDriver.Type { tables[GW_EXTENSION_WRITE] = write }
        if type is any Sink.Type { tables[GW_EXTENSION_SINK] = sink }
        if type is any Commanding.Type { tables[GW_EXTENSION_COMMAND] = command }
        if type is any Tracing.Type { tables[GW_EXTENSION_TRACE] = trace }
        return tables
    }

    /// A table for the life of the process, as the contract asks.
    private static func immortal<Table>(_ table: Table) -> UnsafeRawPointer {
        let memory = UnsafeMutablePointer<Table>.allocate(capacity: 1)
        memory.initialize(to: table)
        return UnsafeRawPointer(memory)
    }

    private static var describe: UnsafeRawPointer {
        var table = gw_describe()
        table.struct_size = UInt32(MemoryLayout<gw_describe>.size)
        table.revision = 1
        table.describe = { plugin in
            guard let plugin else { return nil }
            return PluginRecord.factory(plugin).description
        }
        return immortal(table)
    }

    private static var plan: UnsafeRawPointer {
        var table = gw_plan_extension()
        table.struct_size = UInt32(MemoryLayout<gw_plan_extension>.size)
        table.revision = 1
        table.prepare = { instance, plan, error in
            guard let plan else { return GW_BUG }
            let box = InstanceBox.of(instance)
            return Contract.answer(error) { () throws(PluginError) in
                try box.prepare(Plan(plan, deviceKeys: box.deviceKeys, addressKeys: box.addressKeys))
            }
        }
        return immortal(table)
    }

    private static var poll: UnsafeRawPointer {
        var table = gw_poll()
        table.struct_size = UInt32(MemoryLayout<gw_poll>.size)
        table.revision = 1
        table.read = { instance, group, error in
            Contract.answer(error) { () throws(PluginError) in try InstanceBox.of(instance).read(Int(group)) }
        }
        return immortal(table)
    }

    private static func loop(polled: Bool) -> UnsafeRawPointer {
        var table = gw_loop()
        table.struct_size = UInt32(MemoryLayout<gw_loop>.size)
        table.revision = 1
        table.ready = { InstanceBox.of($0).ready($1, LoopEvents(rawValue: $2)) }
        table.timer = { InstanceBox.of($0).timer($1) }
        table.woken = { InstanceBox.of($0).woken() }
        if polled { table.read = { InstanceBox.of($0).loopRead(Int($1), $2).status.rawValue } }
        return immortal(table)
    }

    private static var write: UnsafeRawPointer {
        var table = gw_write()
        table.struct_size = UInt32(MemoryLayout<gw_write>.size)
        table.revision = 1
        table.write = { instance, command, error in
            guard let command else { return GW_BUG }
            return Contract.answer(error, InstanceBox.of(instance).write(WriteCommand(command)))
        }
        return immortal(table)
    }

    private static var sink: UnsafeRawPointer {
        var table = gw_sink()
        table.struct_size = UInt32(MemoryLayout<gw_sink>.size)
        table.revision = 1
        table.deliver = { instance, delivery, error in
            guard let delivery, delivery.pointee.batch != nil else { return GW_BUG }
            return Contract.answer(error, InstanceBox.of(instance).deliver(Delivery(delivery)))
        }
        table.window = { UInt32(clamping: max(1, InstanceBox.of($0).window())) }
        return immortal(table)
    }

    private static var command: UnsafeRawPointer {
        var table = gw_command()
        table.struct_size = UInt32(MemoryLayout<gw_command>.size)
        table.revision = 1
        table.answered = { instance, token, answer in
            guard let answer else { return }
            let status = PluginStatus(rawValue: answer.pointee.status) ?? .bug
            InstanceBox.of(instance).answered(token, status, answer.pointee.message.map { String(cString: $0) } ?? "")
        }
        return immortal(table)
    }

    private static var trace: UnsafeRawPointer {
        var table = gw_trace()
        table.struct_size = UInt32(MemoryLayout<gw_trace>.size)
        table.revision = 1
        table.enable = { InstanceBox.of($0).trace($1 != 0) }
        return immortal(table)
    }
}
