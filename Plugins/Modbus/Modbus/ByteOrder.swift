/// Which end comes first.
public enum ByteOrder: String, Hashable, Sendable, CaseIterable {
    /// The most significant first, as Modbus itself has it.
    case big
    case little
}
