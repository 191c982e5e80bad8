import GatewaySDK

extension MQTTPublisher {
    func subscribe() {
        guard let topic = settings.commandTopic else { return }
        do throws(MosquittoError) { try link.subscribe(topic.filter) } catch { fail(link.lost(error)) }
    }

    func received(_ message: IncomingMessage) {
        if isTracing { traceReceived(message) }
        guard let action = desk?.received(message, now: host.monotonic) else { return }
        switch action {
        case .request(let token, let point, let value):
            let status = host.request(point: point, value: value, token: token)
            if status != .pending { answered(token: token, status: status, message: Self.words(status)) }
        case .reply(let reply): send(reply)
        case .wait: break
        }
    }

    public func answered(token: UInt64, status: PluginStatus, message: String) {
        guard let reply = desk?.answered(token, status: status.word, message: message) else { return }
        send(reply)
        handleEvents()
    }

    private func send(_ reply: CommandReply) {
        guard link.state == .up else { return }
        guard !reply.topic.isEmpty, Topic.fault(reply.topic) == nil else {
            if reply.status != PluginStatus.ok.word {
                host.log(.warning, "A command for '\(reply.point)' ended as \(reply.status): \(reply.message)")
            }
            return
        }
        reply.write(to: replyWriter)
        publish(replyWriter.view, topic: reply.topic, retain: false, correlation: reply.correlation)
    }

    /// Says where the sink stands on the will's topic.
    func announce(_ payload: String, _ will: ClientOptions.Will) {
        replyWriter.cut(to: 0)
        replyWriter.append(utf8: payload)
        publish(replyWriter.view, topic: will.topic, qos: will.qos, retain: will.retain)
    }

    private func publish(
        _ payload: UnsafeRawBufferPointer, topic: String, qos: Int32? = nil, retain: Bool, correlation: [UInt8] = []
    ) {
        do throws(MosquittoError) {
            let name = ContiguousArray(topic.utf8CString)
            let message = try name.withUnsafeBufferPointer { (name) throws(MosquittoError) -> UInt16 in
                guard let start = name.baseAddress else { return 0 }
                return try link.publish(
                    topic: start, payload: payload, qos: qos ?? settings.qos, retain: retain, correlation: correlation)
            }
            if isTracing { traceSent(payload, topic: topic, message) }
        } catch {
            guard error.isAboutTheMessage else { return fail(link.lost(error)) }
            host.log(.warning, "A message to '\(topic)' could not be sent: \(error)")
        }
    }

    /// For a request that the gateway refused at once, where only the class is known.
    private static func words(_ status: PluginStatus) -> String {
        status == .ok ? "" : "the gateway refused the command (\(status.word))"
    }
}
