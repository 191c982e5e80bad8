import Foundation
import GatewayCore
import Testing

@testable import GatewayConfig

@Suite struct SecretResolverTests {
    @Test func `finds secrets by name, in the environment and in files`() throws {
        let site = try Self.site()
        let resolver = SecretResolver(
            folders: ["/nowhere", site.folder], siteFolder: site.folder, environment: ["TOKEN": "t0"])
        #expect(try resolver.value("secret:broker") == "hunter2")
        #expect(try resolver.value("file:broker") == "hunter2")
        #expect(try resolver.value("file:\(site.folder)/broker") == "hunter2")
        #expect(try resolver.value("env:TOKEN") == "t0")
        #expect(try resolver.value("plain: text") == "plain: text")
    }

    @Test func `resolves only the fields that are secrets`() throws {
        let resolver = SecretResolver(folders: [], siteFolder: "", environment: ["TOKEN": "t0"])
        let cells: [Cell] = [.text("env:TOKEN"), .int(1883), .int(1), .text("env:TOKEN"), .absent]
        #expect(
            try resolver.resolve(cells, schema: KnownPlugins.mqtt.settings) == [
                .text("env:TOKEN"), .int(1883), .int(1), .text("t0"), .absent,
            ])
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o420])
    func `refuses a secret that others may read`(mode: Int) throws {
        let site = try Self.site(mode: mode)
        let resolver = SecretResolver(folders: [site.folder], siteFolder: site.folder, environment: [:])
        let error = #expect(throws: SecretError.self) { try resolver.value("secret:broker") }
        #expect(
            error?.description == "others than its owner may read 'secret:broker' — chmod 0400 \(site.folder)/broker")
    }

    @Test func `says what to do about secrets that are not there`() {
        let resolver = SecretResolver(folders: ["/data/secrets"], siteFolder: "/site", environment: [:])
        #expect(
            Self.words { try resolver.value("secret:broker") }
                == "there is no secret 'broker' — put it into /data/secrets/broker with mode 0400")
        #expect(
            Self.words { try resolver.value("env:TOKEN") }
                == "the environment has no 'TOKEN' — set it where gatewayd is started")
        #expect(
            Self.words { try resolver.value("file:key") }
                == "'file:key' cannot be read: No such file or directory — put the secret into /site/key")
        #expect(
            Self.words { try resolver.value("secret:../../etc/shadow") }
                == "'../../etc/shadow' is no name of a secret — use letters, digits, '_' and '-'")
        #expect(
            Self.words { try resolver.value("file:/dev") }
                == "'file:/dev' is no plain file of less than 64 KiB — put the secret into /dev")
    }

    private static func words(_ resolve: () throws -> String) -> String? {
        do {
            return try resolve()
        } catch {
            return "\(error)"
        }
    }

    private static func site(mode: Int = 0o400) throws -> TemporarySite {
        let site = try TemporarySite(["broker": "hunter2\n"])
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(site.folder)/broker")
        return site
    }
}
