// swift-tools-version: 6.1
import PackageDescription

// Fuzzers stand in a package of their own: an executable with libFuzzer's main breaks a plain `swift build`. See README.md.

func fuzzer(_ name: String) -> Target {
    .executableTarget(
        name: name,
        dependencies: [
            .product(name: "GatewayCore", package: "gateway"), .product(name: "PluginHost", package: "gateway"),
        ],
        path: name, swiftSettings: [.unsafeFlags(["-parse-as-library"])])
}

let package = Package(
    name: "fuzz",
    dependencies: [.package(name: "gateway", path: "..")],
    targets: ["Ring", "HostMessages", "Describe", "Trust", "Confinement"].map { fuzzer("Fuzz\($0)") },
    swiftLanguageModes: [.v6]
)
