import Testing

@testable import PluginHost

/// Request and report cross a pipe as text.
@Suite struct ConfinementTextTests {
    private static let requests: [ConfinementRequest] = {
        var full = ConfinementRequest(.sandbox)
        (full.memory, full.openFiles, full.fileSize) = (.max, 0, 1)
        full.readable = ["/a b", "/tab\there", "/line\nhere", "/back\\slash", "/größe"]
        full.writable = ["/dev/ttyUSB0", "/dev/ttyUSB0"]
        full.privateFolder = "/var/lib/gatewayd/plugins/x"
        (full.connectPorts, full.bindPorts) = ([502, 65535, 0], [])
        full.usesLocalSockets = true
        return [ConfinementRequest(.inside), ConfinementRequest(.process), ConfinementRequest(.sandbox), full]
    }()

    @Test(arguments: requests)
    func `a request arrives as it was sent`(_ request: ConfinementRequest) {
        #expect(ConfinementRequest(text: request.text) == request)
    }

    @Test(arguments: [
        "", "\n", "confinement\t1\n", "confinement\t2\nisolation\tprocess\n", "nonsense",
        "isolation\tprocess\nmemory\t1\nopen-files\t1\nfile-size\t1\nlocal-sockets\ttrue\n",
    ])
    func `what is no request is none`(_ text: String) {
        #expect(ConfinementRequest(text: text) == nil)
    }

    @Test(arguments: [
        ("isolation\tsandbox", "isolation\tSandbox"), ("memory\t1", "memory\t-1"),
        ("memory\t1", "memory\t1\nmemory\t1"),
        ("memory\t1\n", ""), ("open-files\t0", "open-files\t0x1"), ("local-sockets\ttrue", "local-sockets\tyes"),
        ("connect\t502,65535,0", "connect\t502,65536"), ("connect\t502", "connect\t502,,1"), ("bind\t", "bind\t,"),
        ("read\t/a b", "reads\t/a b"), ("read\t/a b", "read /a b"), ("\\t", "\\x"),
    ])
    func `a line that is not understood spoils the request`(_ part: String, _ other: String) throws {
        var request = try #require(Self.requests.last)
        request.memory = 1
        var text = request.text
        text.replaceSubrange(try #require(text.firstRange(of: part)), with: other)
        #expect(ConfinementRequest(text: text) == nil)
    }

    @Test func `no change of a byte makes a reader trap, or a request that writes itself otherwise`() throws {
        let bytes = Array(try #require(Self.requests.last).text.utf8)
        for index in bytes.indices {
            for byte in [0, 9, 10, 44, 48, 92, 195, 255] as [UInt8] {
                var changed = bytes
                changed[index] = byte
                guard let request = ConfinementRequest(text: String(decoding: changed, as: UTF8.self)) else { continue }
                #expect(ConfinementRequest(text: request.text) == request)
            }
            let cut = ConfinementRequest(text: String(decoding: bytes.prefix(index), as: UTF8.self))
            #expect(cut?.isolation != .inside)
        }
    }

    @Test func `a report arrives as it was sent`() {
        var report = ConfinementReport(asked: .sandbox)
        #expect(ConfinementReport(text: report.text) == report)
        report.has("rlimits")
        report.has("no-new-privileges")
        report.lacks("Landlock", "this kernel has none;\tuse\nanother", leaving: .process)
        report.lacks("hidden memory", "no")
        #expect(ConfinementReport(text: report.text) == report)
        #expect(report.reached == .process)
        let lacks = "without Landlock: this kernel has none;\tuse\nanother; without hidden memory: no"
        #expect(report.words == "rlimits, no-new-privileges; " + lacks)
    }

    @Test(arguments: [
        "", "confined\t1\n", "confined\t1\nasked\tprocess\nreached\tmoon\n",
        "confined\t1\nasked\tprocess\nreached\tprocess\nlacks\tx\n",
        "confined\t1\nasked\tprocess\nreached\tprocess\nextra\tx\n",
    ])
    func `what is no report is none`(_ text: String) {
        #expect(ConfinementReport(text: text) == nil)
    }
}
