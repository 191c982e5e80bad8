// swift-tools-version: 6.1
import PackageDescription

// The gateway's SDK as it was when this plugin began; a newer one may take its place whole.
let package = Package(
    name: "gateway-sdk",
    products: [
        .library(name: "GatewaySDK", targets: ["GatewaySDK"]),
        .library(name: "CGatewayABI", targets: ["CGatewayABI"]),
    ],
    targets: [
        .target(name: "CGatewayABI"),
        .target(name: "GatewayCore"),
        .target(name: "GatewaySDK", dependencies: ["CGatewayABI", "GatewayCore"]),
    ],
    swiftLanguageModes: [.v6]
)
