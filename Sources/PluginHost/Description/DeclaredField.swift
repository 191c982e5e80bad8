/// One field of a schema, word for word as a plugin's table has it: nothing is believed yet.
struct DeclaredField: Hashable, Sendable {
    var key: String?
    var type: UInt32
    var flags: UInt32
    var minimum: Double
    var maximum: Double
    var defaultText: String?
    var choices: String?
    var help: String?
}
