// swift-tools-version: 6.1
import PackageDescription

// Rooms and the floors they stand on: docs/ARCHITECTURE.md. A room imports lower floors only.

/// A plugin file shows one symbol to the world, its entry.
let oneSymbol: [LinkerSetting] = [
    .unsafeFlags(["-Xlinker", "--version-script=\(Context.packageDirectory)/Plugins/plugin.map"])
]

let package = Package(
    name: "gateway",
    products: [
        .executable(name: "gatewayd", targets: ["gatewayd"]),
        .executable(name: "gatewayctl", targets: ["gatewayctl"]),
        .executable(name: "gatewayd-plugin", targets: ["gatewayd-plugin"]),
        .library(name: "GatewayCore", targets: ["GatewayCore"]),
        .library(name: "GatewaySDK", targets: ["GatewaySDK"]),
        .library(name: "PluginHost", targets: ["PluginHost"]),
        .library(name: "Modbus", targets: ["Modbus"]),
        .library(name: "ModbusPlugin", type: .dynamic, targets: ["ModbusEntry"]),
        .library(name: "MQTTPlugin", type: .dynamic, targets: ["MQTTEntry"]),
        .library(name: "HelloPlugin", type: .dynamic, targets: ["HelloEntry"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Floor 0
        .target(name: "CGatewayABI"),
        .target(name: "GatewayCore"),
        .target(name: "GatewayWire"),
        .target(name: "CLinux"),
        .target(name: "CPluginKit"),
        .systemLibrary(name: "CUV", providers: [.apt(["libuv1-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CSodium", providers: [.apt(["libsodium-dev"])]),
        .target(name: "GatewayLoop", dependencies: ["CUV"]),

        // Floor 1
        .target(name: "GatewaySDK", dependencies: ["CGatewayABI", "GatewayCore"]),
        .target(name: "PluginHost", dependencies: ["CGatewayABI", "CLinux", "GatewayCore", "GatewayLoop", "CSodium"]),
        .target(name: "PluginKit", dependencies: ["CPluginKit"], exclude: ["Templates"]),
        .target(name: "GatewayConfig", dependencies: ["GatewayCore", "Yams"]),
        .target(name: "GatewayStore", dependencies: ["GatewayCore", .product(name: "GRDB", package: "GRDB.swift")]),

        .target(
            name: "GatewayClient",
            dependencies: [
                "GatewayWire",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),

        // Floor 2
        .target(
            name: "GatewayRuntime",
            dependencies: [
                "GatewayCore", "GatewayWire", "GatewayLoop", "PluginHost", "GatewayConfig", "GatewayStore",
                .product(name: "Logging", package: "swift-log"),
            ]),

        .target(
            name: "GatewayConformance",
            dependencies: ["CGatewayABI", "CLinux", "CMalloc", "GatewayCore", "GatewayLoop", "PluginHost"]),

        // Floor 3
        .target(
            name: "GatewayAPI",
            dependencies: [
                "GatewayCore", "GatewayWire",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]),

        // Floor 4
        .executableTarget(
            name: "gatewayd",
            dependencies: [
                "CMalloc", "GatewayAPI", "GatewayConfig", "GatewayCore", "GatewayRuntime", "GatewayStore",
                "GatewayWire",
                "PluginHost",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .executableTarget(
            name: "gatewayctl",
            dependencies: [
                "GatewayClient", "GatewayConfig", "GatewayConformance", "GatewayCore", "GatewayRuntime", "GatewayWire",
                "ModbusSimulator", "PluginHost", "PluginKit",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(name: "gatewayd-plugin", dependencies: ["GatewayConformance", "PluginHost"]),

        // What plugins in processes of their own cost: Benchmarks/run isolation.
        .executableTarget(
            name: "isolation-bench", dependencies: ["GatewayCore", "GatewayLoop", "PluginHost"], path: "Benchmarks/isolation"),

        // Plugins
        .target(name: "Modbus", path: "Plugins/Modbus/Modbus"),
        .target(name: "ModbusDriver", dependencies: ["GatewaySDK", "Modbus"], path: "Plugins/Modbus/Driver"),
        .target(
            name: "ModbusEntry", dependencies: ["CGatewayABI", "GatewaySDK", "ModbusDriver"],
            path: "Plugins/Modbus/Entry",
            linkerSettings: oneSymbol),
        .target(
            name: "ModbusSimulator", dependencies: ["GatewayLoop", "Modbus"], path: "Plugins/Modbus/Simulator",
            exclude: ["README.md"]),
        .systemLibrary(
            name: "CMosquitto", path: "Plugins/MQTT/CMosquitto", providers: [.apt(["libmosquitto-dev"])]),
        .target(name: "MQTTSink", dependencies: ["CMosquitto", "GatewaySDK"], path: "Plugins/MQTT/Sink"),
        .target(
            name: "MQTTEntry", dependencies: ["CGatewayABI", "GatewaySDK", "MQTTSink"], path: "Plugins/MQTT/Entry",
            linkerSettings: oneSymbol),
        .target(
            name: "HelloEntry", dependencies: ["CGatewayABI", "GatewaySDK"], path: "Examples/Hello",
            linkerSettings: oneSymbol),

        // Tests
        .target(
            name: "PluginBench", dependencies: ["PluginHost", "GatewayLoop", "GatewayCore"], path: "Tests/PluginBench"),
        .testTarget(name: "GatewayCoreTests", dependencies: ["GatewayCore", "CGatewayABI"]),
        .testTarget(name: "GatewaySDKTests", dependencies: ["GatewaySDK", "CGatewayABI"]),
        .testTarget(name: "GatewayLoopTests", dependencies: ["GatewayLoop"]),
        // What a confined process can do, tried out: a child of the tests.
        .executableTarget(name: "confined-probe", dependencies: ["CLinux", "PluginHost"], path: "Tests/ConfinedProbe"),
        .testTarget(
            name: "PluginHostTests",
            dependencies: ["PluginBench", "PluginHost", "GatewayLoop", "GatewayCore", "CGatewayABI", "CLinux"]),
        .testTarget(
            name: "GatewayConformanceTests",
            dependencies: ["CGatewayABI", "GatewayConformance", "GatewayCore", "PluginHost"]),
        .testTarget(
            name: "PluginKitTests",
            dependencies: [
                "PluginBench", "PluginKit", "PluginHost", "GatewayConformance", "GatewaySDK", "GatewayLoop", "GatewayCore",
            ]),
        .testTarget(
            name: "CompatibilityTests", dependencies: ["PluginBench", "PluginHost", "GatewayLoop", "GatewayCore"]),
        .testTarget(name: "GatewayConfigTests", dependencies: ["GatewayConfig", "GatewayCore"], exclude: ["Cases"]),
        .testTarget(name: "GatewayStoreTests", dependencies: ["GatewayStore", "GatewayCore"]),
        .testTarget(
            name: "GatewayRuntimeTests",
            dependencies: [
                "GatewayRuntime", "GatewayConfig", "GatewayCore", "GatewayLoop", "GatewayStore", "PluginHost",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(
            name: "GatewayAPITests", dependencies: ["GatewayAPI", "GatewayClient", "GatewayCore", "GatewayWire"]),
        .testTarget(
            name: "gatewayctlTests",
            dependencies: [
                "gatewayctl", "GatewayClient", "GatewayCore", "GatewayWire", "ModbusSimulator",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .testTarget(
            name: "ModbusTests",
            dependencies: [
                "CGatewayABI", "GatewayCore", "GatewayLoop", "GatewaySDK", "Modbus", "ModbusDriver", "ModbusSimulator",
            ],
            path: "Tests/Plugins/ModbusTests"),
        .testTarget(
            name: "MQTTTests",
            dependencies: ["CGatewayABI", "GatewayCore", "GatewayLoop", "GatewaySDK", "MQTTSink"],
            path: "Tests/Plugins/MQTTTests"),
        .testTarget(name: "EndToEndTests", dependencies: ["GatewayClient", "GatewayWire", "ModbusSimulator"]),
    ],
    swiftLanguageModes: [.v6]
)
