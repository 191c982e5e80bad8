import GatewaySDK

/// A point whose address has been found good.
struct JudgedPoint: Hashable, Sendable {
    let handle: UInt32
    let device: Int
    let group: Int
    let access: Access
    let address: PointAddress
}
