// swift-tools-version: 6.1
// SPDX-License-Identifier: 0BSD
import PackageDescription

let package = Package(
    name: "my-plugin",
    products: [.library(name: "my-plugin", type: .dynamic, targets: ["MyPlugin"])],
    // The SDK lies in this package: nothing is fetched.
    dependencies: [.package(path: "gateway-sdk")],
    targets: [
        .target(
            name: "MyPlugin",
            dependencies: [
                .product(name: "GatewaySDK", package: "gateway-sdk"),
                .product(name: "CGatewayABI", package: "gateway-sdk"),
            ],
            linkerSettings: [
                .unsafeFlags([
                    // One symbol is seen from outside; addresses are bound at load and read-only after.
                    "-Xlinker", "--version-script=\(Context.packageDirectory)/plugin.map",
                    "-Xlinker", "-z", "-Xlinker", "relro", "-Xlinker", "-z", "-Xlinker", "now",
                ])
            ])
    ],
    swiftLanguageModes: [.v6]
)
