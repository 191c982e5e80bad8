import GatewaySDK

extension MQTTPublisher {
    public static let description = PluginDescription(
        id: "mqtt", version: "1.0.0", kind: .sink, name: "MQTT",
        summary: "Publishes samples to an MQTT broker, and takes commands from it.",
        settings: connection + session + publishing + commands)

    private static let connection = [
        FieldSchema("host", .text(length: 1...255), default: "localhost", help: "Name or address of the broker."),
        FieldSchema("port", .int(1...65_535), help: "Port of the broker; 1883, with TLS 8883, when left out."),
        FieldSchema(
            "protocol", .choice(ClientOptions.Version.allCases.map(\.rawValue)), default: "5",
            help: "Version of MQTT; only 5 tells why a broker refuses a message."),
        FieldSchema(
            "connect_timeout_ms", .int(100...120_000), default: "10000",
            help: "Time for look-up, connection, TLS handshake and login together."),
        FieldSchema(
            "tls", .choice(["off", "on"]), default: "off",
            help: "Encrypts the connection and checks the broker's certificate."),
        FieldSchema(
            "ca_file", .text, default: "", help: "PEM file with the authorities to trust; the system's when empty."),
        FieldSchema(
            "cert_file", .text, default: "",
            help: "PEM file with this gateway's certificate, for brokers that ask for one."),
        FieldSchema("key_file", .text, default: "", help: "PEM file with the key of cert_file, without a pass phrase."),
        FieldSchema(
            "tls_check", .choice(ClientOptions.TLS.Check.allCases.map(\.rawValue)), default: "full",
            help:
                "How far the broker's certificate is checked; anything but full lets others read and forge the traffic."
        ),
    ]

    private static let session = [
        FieldSchema(
            "client_id", .text(length: 0...256), default: "",
            help: "Unique at the broker; gateway-SITE-SINK when empty."),
        FieldSchema("user", .text(length: 0...65_535), default: "", help: "User name for the login; none when empty."),
        FieldSchema("password", .secret, default: "", help: "Password for the login."),
        FieldSchema(
            "keep_alive_s", .int(10...3600), default: "60",
            help: "A silent broker is given up within 1.5 times this; a ping is sent after half of it."),
        FieldSchema(
            "will_topic", .text, default: "",
            help: "Topic for the last will ({site} and {sink} are filled in); no will when empty."),
        FieldSchema(
            "will_payload", .text, default: "offline",
            help: "What the broker publishes there when the connection breaks."),
        FieldSchema("will_qos", .int(0...1), default: "1", help: "QoS of the last will."),
        FieldSchema(
            "will_retain", .bool, default: "true", help: "Whether the broker keeps the last will for later subscribers."
        ),
        FieldSchema(
            "online_payload", .text, default: "",
            help: "What is published to will_topic once connected; then will_payload follows on a clean stop too."),
    ]

    private static let publishing = [
        FieldSchema(
            "topic", .text(length: 1...65_535), default: "gateway/{site}/{channel}/{device}",
            help: "Where samples go; {site} {sink} {channel} {device} {point} are filled in."),
        FieldSchema(
            "format", .choice(Format.allCases.map(\.rawValue)), default: "json",
            help: "One JSON object a topic and block, or one bare value a message."),
        FieldSchema(
            "json_samples", .choice(JSONDetail.allCases.map(\.rawValue)), default: "full",
            help: "full says everything of every sample; compact leaves out good quality and the time of the object."),
        FieldSchema(
            "qos", .int(0...1), default: "1",
            help: "1 counts as delivered when the broker acknowledges, 0 when written out."),
        FieldSchema(
            "retain", .bool, default: "false",
            help: "Whether the broker keeps the last message of a topic for later subscribers."),
        FieldSchema(
            "max_message_bytes", .int(512...268_000_000), default: "131072",
            help: "Longer JSON messages are split; a lower limit of the broker counts."),
        FieldSchema("window", .int(1...1000), default: "8", help: "Blocks that may be on their way at once."),
    ]

    private static let commands = [
        FieldSchema(
            "command_topic", .text, default: "",
            help:
                "Topic that commands are taken from; off when empty. It may end in /# or hold {channel}/{device}/{point}."
        ),
        FieldSchema(
            "response_topic", .text, default: "",
            help: "Where answers to commands go unless the command says so itself ({site} and {sink} are filled in)."),
    ]
}
