import ArgumentParser

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Play devices that are not there.", subcommands: [SimulateModbusCommand.self]
    )
}
