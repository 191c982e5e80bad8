import GatewayCore
import PluginHost

/// Plans for a plugin that nobody has configured. Pure.
struct PlanGuess {
    let description: PluginDescription
    let given: GivenSettings
    let peer: SettingGuess.Peer

    /// One point of each data type on one device; for sinks, points of three channels.
    func plain(without dropped: Set<UInt32> = []) -> InstancePlan {
        let points = DataType.allCases.enumerated().map { index, type in
            point(UInt32(index), type, plainAddress(index), name: "p\(index)")
        }
        return plan(points.filter { !dropped.contains($0.handle) })
    }

    /// `count` points whose addresses are as odd as the schema allows.
    func odd(_ count: Int) -> InstancePlan {
        let columns = description.address.map(OddCells.of)
        let types = DataType.allCases
        let points = (0..<count).map { index in
            // Columns turn at different speeds, so that odd values meet in ever new ways.
            let address = columns.enumerated().map { column, cells in
                cells.isEmpty ? Cell.absent : cells[(index / (column * column + 1) + column) % cells.count]
            }
            let name = index % 7 == 0 ? OddCells.texts[index / 7 % OddCells.texts.count] : "p\(index)"
            return point(UInt32(index), types[index % types.count], address, name: name)
        }
        return plan(points)
    }

    private var isSink: Bool { description.kind == .sink }

    private func plan(_ points: [PlanPoint]) -> InstancePlan {
        guard !isSink else { return InstancePlan(devices: [], groups: [], points: points) }
        let guess = SettingGuess(given: given.device, peer: peer)
        let device = PlanDevice(name: "device", cells: guess.cells(description.device))
        return InstancePlan(devices: [device], groups: [PlanGroup(device: 0, period: .seconds(1))], points: points)
    }

    private func plainAddress(_ index: Int) -> [Cell] {
        SettingGuess(given: given.address, peer: peer).cells(description.address).enumerated().map { column, cell in
            // Points at one and the same address are legal but rarely meant: count up what has no other hint.
            let field = description.address[column]
            guard case .int(let value) = cell, case .int(let range) = field.kind, field.isRequired,
                given.address[field.key] == nil
            else { return cell }
            let (next, overflows) = value.addingReportingOverflow(Int64(index) * 8)
            return overflows || !range.contains(next) ? cell : .int(next)
        }
    }

    private func point(_ handle: UInt32, _ type: DataType, _ address: [Cell], name: String) -> PlanPoint {
        let writes = description.canWrite
        return PlanPoint(
            handle: handle, device: 0, group: 0, dataType: type, access: writes ? [.read, .write] : [.read],
            name: isSink ? "channel\(handle % 3).device.\(name)" : name, unit: "W", address: isSink ? [] : address)
    }
}
