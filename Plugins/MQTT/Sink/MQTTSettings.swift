import GatewaySDK

/// The settings of one sink, checked beyond what the schema can say.
struct MQTTSettings {
    let client: ClientOptions
    let connectTimeout: Duration
    let topic: TopicTemplate
    let format: Format
    let jsonDetail: JSONDetail
    let qos: Int32
    let retain: Bool
    let maximumMessageSize: Int
    let window: Int
    /// Empty: nothing is announced.
    let onlinePayload: String
    let commandTopic: CommandTopic?
    /// Empty: answers go only where commands ask for them.
    let responseTopic: String
    let site: String
    let sink: String

    init(_ settings: Settings, site: String) throws(PluginError) {
        let fill = Self.filler(site, settings.name)
        self.site = site
        sink = settings.name
        client = try Self.client(settings, site, fill)
        connectTimeout = settings.milliseconds("connect_timeout_ms")
        format = Format(rawValue: settings.text("format")) ?? .json
        topic = try Self.topic(settings, format)
        jsonDetail = JSONDetail(rawValue: settings.text("json_samples")) ?? .full
        qos = Int32(clamping: settings.int("qos"))
        retain = settings.bool("retain")
        maximumMessageSize = settings.int("max_message_bytes")
        window = settings.int("window")
        onlinePayload = settings.text("online_payload")
        commandTopic = try Self.commandTopic(settings, site)
        responseTopic = try fill(settings, "response_topic")
    }

    private typealias Filler = (Settings, String) throws(PluginError) -> String

    /// Reads topics in which only the site and the sink can be named.
    private static func filler(_ site: String, _ sink: String) -> Filler {
        { (settings, key) throws(PluginError) in
            guard !settings.text(key).isEmpty else { return "" }
            let template = try Self.template(settings, key)
            for placeholder in [TopicTemplate.Placeholder.channel, .device, .point] where template.contains(placeholder)
            {
                throw .configuration(
                    "{\(placeholder.rawValue)} has no meaning here; there are {site} {sink}", setting: key)
            }
            let topic = template.filled { $0 == .site ? site[...] : sink[...] }
            if let fault = Topic.fault(topic) { throw .configuration("the topic '\(topic)' \(fault)", setting: key) }
            return topic
        }
    }

    private static func template(_ settings: Settings, _ key: String) throws(PluginError) -> TopicTemplate {
        do throws(TopicTemplate.Fault) { return try TopicTemplate(settings.text(key)) } catch {
            throw .configuration(error.message, setting: key)
        }
    }

    private static func topic(_ settings: Settings, _ format: Format) throws(PluginError) -> TopicTemplate {
        let template = try template(settings, "topic")
        if let fault = Topic.fault(template.filled { $0.rawValue[...] }) {
            throw .configuration("the topic '\(settings.text("topic"))' \(fault)", setting: "topic")
        }
        if format == .value, !template.contains(.point) {
            throw .configuration(
                "a bare value does not say whose it is: put {point} into the topic, or use format json",
                setting: "topic")
        }
        return template
    }

    private static func commandTopic(_ settings: Settings, _ site: String) throws(PluginError) -> CommandTopic? {
        let text = settings.text("command_topic")
        guard !text.isEmpty else { return nil }
        do throws(TopicTemplate.Fault) { return try CommandTopic(text, site: site, sink: settings.name) } catch {
            throw .configuration(error.message, setting: "command_topic")
        }
    }

    private static func client(_ settings: Settings, _ site: String, _ fill: Filler) throws(PluginError)
        -> ClientOptions
    {
        let version = ClientOptions.Version(rawValue: settings.text("protocol")) ?? .five
        let user = settings.text("user")
        let password = settings.text("password")
        if user.isEmpty, !password.isEmpty, version == .threeOneOne {
            throw .configuration("MQTT 3.1.1 takes a password only together with a user", setting: "user")
        }
        let tls = try tls(settings)
        let given = settings.text("client_id")
        return ClientOptions(
            host: settings.text("host"),
            port: settings.isGiven("port") ? Int32(clamping: settings.int("port")) : tls == nil ? 1883 : 8883,
            version: version, clientID: given.isEmpty ? "gateway-\(site)-\(settings.name)" : given, user: user,
            password: password, keepAlive: settings.int("keep_alive_s"), will: try will(settings, fill), tls: tls)
    }

    private static func will(_ settings: Settings, _ fill: Filler) throws(PluginError) -> ClientOptions.Will? {
        let topic = try fill(settings, "will_topic")
        guard !topic.isEmpty else {
            guard settings.text("online_payload").isEmpty else {
                throw .configuration("online_payload is published to will_topic, which is empty", setting: "will_topic")
            }
            return nil
        }
        return ClientOptions.Will(
            topic: topic, payload: settings.text("will_payload"), qos: Int32(clamping: settings.int("will_qos")),
            retain: settings.bool("will_retain"))
    }

    private static func tls(_ settings: Settings) throws(PluginError) -> ClientOptions.TLS? {
        let files = ["ca_file", "cert_file", "key_file"]
        guard settings.text("tls") == "on" else {
            if let file = files.first(where: { !settings.text($0).isEmpty }) {
                throw .configuration("\(file) is given, but tls is off", setting: file)
            }
            return nil
        }
        if settings.text("cert_file").isEmpty != settings.text("key_file").isEmpty {
            throw .configuration("cert_file and key_file belong together: give both or none", setting: "cert_file")
        }
        return ClientOptions.TLS(
            caFile: settings.text("ca_file"), certificateFile: settings.text("cert_file"),
            keyFile: settings.text("key_file"), check: .init(rawValue: settings.text("tls_check")) ?? .full)
    }
}
