@testable import gatewayctl
import ArgumentParser
import GatewayClient
import GatewayWire
import ModbusSimulator
import Testing

@Suite struct ArgumentTests {
    private func parse<Command: ParsableCommand>(_ arguments: String, as type: Command.Type = Command.self) throws
        -> Command
    {
        try #require(try Gatewayctl.parseAsRoot(arguments.split(separator: " ").map(String.init)) as? Command)
    }

    @Test func `every command has its words`() throws {
        #expect(try parse("watch pv.* *.soc --lines", as: WatchCommand.self).glob == ["pv.*", "*.soc"])
        #expect(try parse("top --table --wait 5", as: WatchCommand.self).wait == 5)
        #expect(try parse("points --names", as: PointsCommand.self).names)
        #expect(try parse("read a.b.c d.e.f --json", as: ReadCommand.self).gateway.output.json)
        #expect(try parse("status --socket /tmp/s", as: StatusCommand.self).gateway.client.socketPath == "/tmp/s")
        #expect(try parse("list-drivers --directory d", as: ListDriversCommand.self).places.directoryPath == "d")
        #expect(try parse("plugin describe x.so", as: PluginDescribeCommand.self).file == "x.so")
        let new = try parse("plugin new acme --lang cpp --kind sink --in d", as: PluginNewCommand.self)
        #expect(try new.request.firstFile == "src/sink.cpp" && new.folder == "d")
        #expect(try parse("check site --describer /x", as: CheckCommand.self).places.describerPath == "/x")
        #expect(try parse("trace pv", as: TraceCommand.self).channel == "pv")
    }

    @Test func `history asks from the clock's own steps on`() throws {
        let now = try #require(WireTime(iso8601: "2026-03-01T12:34:56.789Z"))
        let command = try parse("history a.b.c --from -1d --bucket 15m --limit 7", as: HistoryCommand.self)
        #expect(
            HistoryCommand.query(command, now: now)
                == HistoryQuery(
                    name: "a.b.c", from: try #require(WireTime(iso8601: "2026-02-28T12:30:00Z")), to: now,
                    bucketMs: 900_000, limit: 7))
        let plain = try parse("history a.b.c", as: HistoryCommand.self)
        #expect(HistoryCommand.query(plain, now: now).from.description == "2026-03-01T11:34:56.000Z")
    }

    @Test func `the simulator takes the seed's options`() throws {
        let command = try parse(
            "simulate modbus --host 0.0.0.0 --port 0 --slave-id 1,2 --slave-id 7 --update-interval 0.25 --no-auto-update "
                + "--profile plain --fault late=600/10", as: SimulateModbusCommand.self)
        let options = try command.options
        #expect(options.host == "0.0.0.0" && options.port == 0)
        #expect(options.slaveIDs == [1, 2, 7])
        #expect(options.updateInterval == .milliseconds(250))
        #expect(!options.autoUpdate)
        #expect(options.faults?.rules.count == 1)
        #expect(try parse("simulate modbus", as: SimulateModbusCommand.self).options.slaveIDs == [1])
    }

    @Test(arguments: [
        "nonsense", "read", "write a", "watch --table --lines", "watch --wait -1", "history a --from soon",
        "history a --limit 0",
        "write a 1 --timeout 0", "simulate modbus --slave-id 256", "simulate modbus --slave-id 1,,2",
        "plugin new acme --lang cobol --kind sink", "plugin new acme --lang c", "simulate modbus --update-interval 0",
        "simulate modbus --profile toaster", "simulate modbus --port 70000",
        "status --nope",
    ])
    func `arguments that make no sense end with 2`(arguments: String) throws {
        let error = try #require(throws: (any Error).self) {
            _ = try Gatewayctl.parseAsRoot(arguments.split(separator: " ").map(String.init))
        }
        let ending = Ending(error)
        #expect(ending.status == .usage)
        #expect(ending.message.hasPrefix("Error: "))
    }

    @Test(arguments: [
        "--help", "watch --help", "simulate modbus --help", "--version", "--generate-completion-script bash",
    ])
    func `whoever asks for help gets it with 0`(arguments: String) {
        let ending: Ending? =
            if case .failure(let error) = Result(catching: {
                var command = try Gatewayctl.parseAsRoot(arguments.split(separator: " ").map(String.init))
                try command.run()
            }) { Ending(error) } else { nil }
        #expect(ending?.status == .yes)
        #expect(ending?.message.count ?? 0 > 4)
    }

    @Test func `each ending has its code and its mend`() {
        #expect(
            Ending(ClientError.unreachable(socketPath: "/s", reason: "nobody listens"))
                == Ending(
                    .unreachable,
                    "gatewayctl: no gateway answers on /s: nobody listens — start one with: gatewayd --site FOLDER, or say where it listens with --socket\n"
                ))
        #expect(Ending(ClientError.timedOut).status == .unreachable)
        #expect(
            Ending(ClientError.refused(status: 404, ErrorBody(error: "no", mend: "yes")))
                == Ending(.no, "gatewayctl: no — yes\n"))
        #expect(Ending(ExitStatus.no) == Ending(.no, ""))
        #expect(Ending(CancellationError()) == Ending(.yes, ""))
        #expect(Ending(Complaint(.usage, "so not")) == Ending(.usage, "gatewayctl: so not\n"))
    }

    @Test func `with --json every error has the same fields`() throws {
        func fields(_ error: any Error) throws -> ErrorInfo {
            let text = Ending(error).text(asJSON: true)
            #expect(text.hasSuffix("}\n") && text.filter(\.isNewline).count == 1)
            return try WireCoding.decode(ErrorInfo.self, from: Array(text.utf8))
        }
        #expect(
            try fields(ClientError.refused(status: 404, ErrorBody(error: "no", mend: "yes")))
                == ErrorInfo("no", mend: "yes", exitCode: 1))
        let absent = try fields(ClientError.unreachable(socketPath: "/s", reason: "nobody listens"))
        #expect((absent.error, absent.exitCode) == ("no gateway answers on /s: nobody listens", 3))
        #expect(absent.mend.hasPrefix("start one with"))
        #expect(
            try fields(Complaint(.no, "the port is in use — choose another"))
                == ErrorInfo("the port is in use", mend: "choose another", exitCode: 1))
        #expect(try fields(Complaint(.usage, "so not")) == ErrorInfo("so not", mend: "", exitCode: 2))
        #expect(throws: (any Error).self) {
            do { _ = try Gatewayctl.parseAsRoot(["status", "--jsn"]) } catch {
                let usage = try fields(error)
                #expect((usage.error, usage.exitCode) == ("Unknown option '--jsn'. Did you mean '--json'?", 2))
                #expect(usage.mend.contains("--help"))
                throw error
            }
        }
        // What the answer itself has said, and what is no error, stays as it is.
        #expect(Ending(ExitStatus.no).text(asJSON: true) == "")
        #expect(Ending(CancellationError()).text(asJSON: true) == "")
    }

    @Test func `options of a simulator that make no sense are arguments that make no sense`() async throws {
        for words in [
            ["--slave-id", "0"], ["--fault", "nonsense"], ["--ports", "0"], ["--host", "no.such.address.invalid"],
        ] {
            let command = try #require(
                try? Gatewayctl.parseAsRoot(["simulate", "modbus", "--port", "0"] + words) as? SimulateModbusCommand)
            await #expect { try await command.run() } throws: { ($0 as? Complaint)?.status == .usage }
        }
    }

    @Test func `a socket is looked for where it was named, then where it usually is`() {
        #expect(SocketSearch.path(named: "/a", environment: "/b") { _ in true } == "/a")
        #expect(SocketSearch.path(named: nil, environment: "/b") { _ in true } == "/b")
        #expect(SocketSearch.path(named: nil, environment: "") { $0.hasPrefix("./") } == "./.run/gatewayd.sock")
        #expect(SocketSearch.path(named: nil, environment: nil) { _ in false } == "/run/gatewayd/gatewayd.sock")
    }

    @Test(arguments: [
        (["write", "a", "-12.5"], ["write", "a", "--", "-12.5"]),
        (["write", "a", "-5", "--json"], ["write", "a", "--json", "--", "-5"]),
        (["write", "a", "--", "-5"], ["write", "a", "--", "-5"]),
        (["write", "a", "--timeout", "-5"], ["write", "a", "--timeout", "-5"]),
        (["write", "a", "-x"], ["write", "a", "-x"]), (["read", "-5"], ["read", "-5"]), ([], []),
    ])
    func `numbers below zero are no options`(typed: [String], meant: [String]) {
        #expect(NegativeNumbers.protected(typed) == meant)
    }

    @Test(arguments: [
        ("on", "bool", WireValue.bool(true)), ("0", "bool", .bool(false)), ("80", "int16", .int(80)),
        ("1.5", "uint16", .float(1.5)),
        ("18446744073709551615", "uint64", .uint(.max)), ("80", "float32", .float(80)), ("80", "text", .text("80")),
        ("0aff", "bytes", .bytes([10, 255])),
    ])
    func `a value is read as the point's type`(text: String, type: String, value: WireValue) {
        #expect(ValueArgument.read(text, as: type) == value)
    }

    @Test(arguments: [("maybe", "bool"), ("x", "int16"), ("", "float32"), ("0x", "bytes"), ("1,5", "float64")])
    func `a value that is none of the type is refused`(text: String, type: String) {
        #expect(ValueArgument.read(text, as: type) == nil)
    }
}
