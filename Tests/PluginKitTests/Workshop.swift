import Foundation
import PluginBench
import PluginHost
import PluginKit

/// Writes packages as a stranger would get them, far from our tree, and builds them with nothing but what is in them.
enum Workshop {
    struct Package {
        let directory: TemporaryDirectory
        let root: String
        let request: PackageRequest

        /// The file that `make` makes.
        var plugin: String { "\(root)/build/\(request.name.id).so" }
        var judged: PluginFile { BuiltProducts.judged(plugin) }
    }

    static func written(_ language: PackageLanguage, _ kind: PackageKind, name: String? = nil) throws -> Package {
        let directory = TemporaryDirectory()
        let request = PackageRequest(name: try PluginName(name ?? "acme-\(kind)"), language: language, kind: kind)
        let root = try PackageWriter(folder: directory.path).write(PackagePlan(request))
        return Package(directory: directory, root: root, request: request)
    }

    static func built(_ language: PackageLanguage, _ kind: PackageKind) throws -> Package {
        let package = try written(language, kind)
        // Warnings in what we hand out are faults.
        try run(
            "make CFLAGS='-O1 -g -Werror' CXXFLAGS='-O1 -g -Werror' SWIFTFLAGS='-c debug' CARGOFLAGS='--offline'",
            in: package)
        return package
    }

    /// Runs a command in the package; what it says is part of the error when it fails.
    @discardableResult
    static func run(_ command: String, in package: Package) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = URL(filePath: package.root)
        var environment = ProcessInfo.processInfo.environment
        environment["PATH", default: "/usr/bin:/bin"] += ":\(environment["HOME"] ?? "/root")/.cargo/bin"
        process.environment = environment
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, output)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw BenchFailure("\(command) in \(package.root):\n\(said)") }
        return said
    }

    /// Whether a program is on the way that packages are built with.
    static func has(_ program: String) -> Bool {
        let home = ProcessInfo.processInfo.environment["HOME"] ?? "/root"
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "") + ":\(home)/.cargo/bin"
        return path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }
}
