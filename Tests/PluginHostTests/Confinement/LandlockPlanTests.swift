import Testing

@testable import PluginHost

/// What is asked of Landlock on kernels old and new; the kernel refuses rules that it does not know.
@Suite struct LandlockPlanTests {
    private func sandbox(_ version: Int, connect: [UInt16]? = nil, bind: [UInt16]? = nil) -> LandlockPlan {
        var request = ConfinementRequest(.sandbox)
        (request.connectPorts, request.bindPorts) = (connect, bind)
        return LandlockPlan(request, version: version)
    }

    @Test func `each version is asked for what it knows`() {
        let files: [UInt64] = [0x1FFF, 0x3FFF, 0x7FFF, 0x7FFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF]
        #expect((1...8).map { sandbox($0).files.rawValue } == files)
        let ports: [UInt64] = [0, 0, 0, 3, 3, 3, 3]
        #expect((1...7).map { sandbox($0, connect: [1], bind: [2]).ports.rawValue } == ports)
        let scopes: [UInt64] = [0, 0, 0, 0, 0, 3, 3]
        #expect((1...7).map { sandbox($0).scope.rawValue } == scopes)
    }

    @Test func `ports are limited when they are named`() {
        #expect(sandbox(7).ports == [])
        #expect(sandbox(7, connect: []).ports == .connect)
        #expect(sandbox(7, bind: [502]).ports == .bind)
    }

    @Test func `what a kernel is too old for is said`() {
        let lacks: [[String]] = (1...5).map { version in sandbox(version, connect: [1]).lacks.map(\.measure) }
        let (files, ports, devices) = (
            "protection of files against truncate", "limits of TCP ports", "limits of device controls"
        )
        let expected: [[String]] = [
            [files, ports, devices], [files, ports, devices], [ports, devices], [devices], [],
        ]
        #expect(lacks == expected)
        // Without a network the filter refuses the sockets themselves.
        #expect(sandbox(3, connect: [], bind: []).lacks.map(\.measure) == ["limits of device controls"])
        #expect(sandbox(2).lacks.first?.reason == "needs Landlock 3, this kernel has 2")
    }

    @Test func `a process keeps all files but not the memory of others`() {
        let plans = [1, 2, 6].map { LandlockPlan(ConfinementRequest(.process), version: $0) }
        #expect(plans.map(\.files.isEmpty) == [true, false, false])
        #expect(plans.map { $0.files.contains(.readFile) } == [false, false, false])
        #expect(plans.map(\.scope) == [[], [], .signal])
        #expect(plans.map(\.lacks.count) == [1, 0, 0])
        #expect(LandlockPlan(ConfinementRequest(.inside), version: 7).files == [])
    }

    @Test func `a rule about a file names only what a file can have`() {
        for version in 1...7 {
            let rights = LandlockRights(version: version)
            #expect(rights.reading(isFolder: false) == .readFile)
            #expect(rights.reading(isFolder: true) == [.readFile, .readFolder])
            #expect(LandlockRights.Files.ofFile.isSuperset(of: rights.changing(isFolder: false)))
            #expect(rights.files.isSuperset(of: rights.changing(isFolder: true)))
            #expect(
                rights.changing(isFolder: true).isDisjoint(with: [.execute, .makeBlockDevice, .makeCharacterDevice]))
        }
    }

    @Test func `folders of libraries are read from the list of mappings`() {
        let maps = """
            5581c0000000-5581c0001000 r--p 00000000 fe:00 1 /usr/bin/program
            7f0000000000-7f0000001000 r-xp 00000000 fe:00 2                  /opt/swift/usr/lib/swift/linux/libswiftCore.so
            7f0000002000-7f0000003000 r-xp 00000000 fe:00 2                  /opt/swift/usr/lib/swift/linux/libswiftCore.so
            7f0000004000-7f0000005000 r--p 00000000 fe:00 3 /usr/lib/x86_64-linux-gnu/libc.so.6
            7f0000006000-7f0000007000 rw-p 00000000 00:00 0
            7f0000008000-7f0000009000 r--p 00000000 fe:00 4 /root.so
            7f000000a000-7f000000b000 rw-s 00000000 00:01 5 /memfd:image (deleted)
            7ffc00000000-7ffc00001000 r-xp 00000000 00:00 0 [vdso]
            no line at all /
            """
        #expect(
            SystemPaths.folders(ofLibrariesIn: maps) == ["/opt/swift/usr/lib/swift/linux", "/usr/lib/x86_64-linux-gnu"])
    }
}
