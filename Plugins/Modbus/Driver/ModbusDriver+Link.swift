import GatewaySDK
import Modbus

/// The connection: from a name to a socket, and what its failure means.
extension ModbusDriver {
    var peer: String {
        settings.host.contains(":") ? "[\(settings.host)]:\(settings.port)" : "\(settings.host):\(settings.port)"
    }

    /// Numeric addresses connect at once; names are looked up on a thread, which wakes the loop.
    func openLink() throws(PluginError) {
        setTimer(.connect, settings.connectTimeout)
        let numeric = SocketAddress.find(settings.host, port: settings.port, numericOnly: true)
        guard numeric.addresses.isEmpty else {
            addresses = numeric.addresses
            return try connectNext(after: nil)
        }
        let lookup = NameLookup(settings.host, port: settings.port) { [loop = host.loop] in loop.wake() }
        guard lookup.start() else { throw .unreachable("no thread to look up \(settings.host)") }
        self.lookup = lookup
    }

    public func woken() {
        guard phase == .connecting, let found = lookup?.takeOutcome() else { return }
        lookup = nil
        addresses = found.addresses
        tryNext(after: found.error)
    }

    public func ready(_ id: UInt64, _ events: LoopEvents) {
        switch phase {
        case .connecting: connected()
        case .open:
            if events.contains(.writable) { link.flush() }
            if events.contains(.readable) || events.contains(.hangup) { link.receive(handle) }
            pump(host.monotonic)
            actOnFault()
        case .stopped, .failed: break
        }
    }

    func actOnFault() {
        guard phase == .open, let fault = link.fault else { return }
        fail(.unreachable("\(peer): \(fault)"))
    }

    func connectingTookTooLong() {
        guard phase == .connecting else { return }
        let what = lookup == nil ? "no connection to \(peer)" : "no address for \(settings.host)"
        fail(.unreachable("\(what) within \(settings.connectTimeout / 1_000_000) ms"))
    }

    /// Ends the connection and everything that waited for it; the host decides what comes next.
    func fail(_ error: PluginError) {
        phase = .failed
        closeLink()
        _ = session.closed()
        for token in desk.closed() {
            host.answer(token, .failed(error))
        }
        for index in runs.indices {
            if let token = runs[index].token { host.answer(token, .failed(error)) }
            runs[index].clear()
        }
        host.linkDown(error.message)
        host.failed(error)
    }

    func closeLink() {
        lookup?.cancel()
        lookup = nil
        addresses = []
        link.close()
        for timer in [TimerID.connect, .session, .fault] {
            host.loop.cancelTimer(timer.rawValue)
        }
        alarm = nil
    }

    func setTimer(_ timer: TimerID, _ delay: Int64) {
        host.loop.setTimer(timer.rawValue, after: .nanoseconds(max(0, delay)))
    }

    private func connected() {
        do throws(SocketFailure) {
            try link.finishConnecting()
        } catch {
            return tryNext(after: error.description)
        }
        phase = .open
        host.loop.cancelTimer(TimerID.connect.rawValue)
        session.opened()
        host.linkUp("connected to \(peer)")
        pump(host.monotonic)
    }

    private func tryNext(after reason: String) {
        do throws(PluginError) {
            try connectNext(after: reason)
        } catch {
            fail(error)
        }
    }

    /// Tries the addresses one after the other; throws the last reason when none is left.
    private func connectNext(after reason: String?) throws(PluginError) {
        var reason = reason ?? "no address"
        while !addresses.isEmpty {
            do throws(SocketFailure) {
                return try link.connect(to: addresses.removeFirst())
            } catch {
                reason = error.description
            }
        }
        throw .unreachable("\(peer): \(reason)")
    }
}
