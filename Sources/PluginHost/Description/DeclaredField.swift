/// One field of a schema, word for word as a plugin's table has it: nothing is believed yet.
package struct DeclaredField: Hashable, Sendable {
    package var key: String?
    package var type: UInt32
    package var flags: UInt32
    package var minimum: Double
    package var maximum: Double
    package var defaultText: String?
    package var choices: String?
    package var help: String?
}
