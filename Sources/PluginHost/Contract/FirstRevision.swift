/// Sizes of tables in revision 1.0 of the contract, in bytes: what every plugin has, however much comes later. A plugin is
/// asked for no more than that; what its table has not, reads as absent.
enum FirstRevision {
    static let batch = 40
    static let plugin = 56
    static let description = 96
}
