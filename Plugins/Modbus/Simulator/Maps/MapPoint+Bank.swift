import Modbus

/// Between the model's numbers and a bank's registers.
extension MapPoint {
    /// Puts what the model has now into the bank.
    func publish(_ model: EnergySiteModel, into bank: inout RegisterBank) {
        switch role {
        case .measurement(let path), .state(let path): store(model[keyPath: path], in: &bank)
        case .flag(let path): store(model[keyPath: path], in: &bank)
        case .control(let path): store(model.controls[keyPath: path], in: &bank)
        case .setpoint(let path, _): store(model.controls[keyPath: path], in: &bank)
        }
    }

    /// Takes what was written to the bank into the model's controls.
    func obey(_ bank: RegisterBank, _ controls: inout SiteControls) {
        switch role {
        case .control(let path): controls[keyPath: path] = bank.bit(place.table, at: place.address)
        case .setpoint(let path, _): controls[keyPath: path] = number(in: bank)
        case .measurement, .state, .flag: break
        }
    }

    /// Whether the device takes what the bank holds at this point.
    func accepts(_ bank: RegisterBank) -> Bool {
        guard case .setpoint(_, let range) = role else { return true }
        // Half a step of the register, since the range is in units of the value.
        return number(in: bank) >= range.lowerBound - scale / 2 && number(in: bank) <= range.upperBound + scale / 2
    }

    /// The value in units, for the formats that setpoints have.
    private func number(in bank: RegisterBank) -> Double {
        let (table, address) = (place.table, place.address)
        return switch format {
        case .bool: bank.bit(table, at: address) ? 1 : 0
        case .int16: Double(bank.integer(Int16.self, table, at: address)) * scale
        case .uint16: Double(bank.integer(UInt16.self, table, at: address)) * scale
        case .int32: Double(bank.integer(Int32.self, table, at: address)) * scale
        case .uint32: Double(bank.integer(UInt32.self, table, at: address)) * scale
        case .uint64: Double(bank.integer(UInt64.self, table, at: address)) * scale
        case .float32: Double(Float(bitPattern: bank.integer(UInt32.self, table, at: address))) * scale
        }
    }

    private func store(_ value: Double, in bank: inout RegisterBank) {
        let (table, address) = (place.table, place.address)
        let raw = value / scale
        switch format {
        case .bool: store(value != 0, in: &bank)
        case .int16: bank.set(Int16(nearest: raw), in: table, at: address)
        case .uint16: bank.set(UInt16(nearest: raw), in: table, at: address)
        case .int32: bank.set(Int32(nearest: raw), in: table, at: address)
        case .uint32: bank.set(UInt32(nearest: raw), in: table, at: address)
        case .uint64: bank.set(UInt64(nearest: raw), in: table, at: address)
        case .float32: bank.set(Float(raw), in: table, at: address)
        }
    }

    private func store(_ value: Bool, in bank: inout RegisterBank) {
        guard let bit = place.bit else { return bank.setBit(place.table, at: place.address, to: value) }
        let mask = UInt16(1) << UInt16(bit)
        let word = bank.register(place.table, at: place.address)
        bank.set(value ? word | mask : word & ~mask, in: place.table, at: place.address)
    }
}

extension FixedWidthInteger {
    /// The nearest integer that the type has; zero for what is not a number.
    init(nearest value: Double) {
        let rounded = value.rounded()
        if let exact = Self(exactly: rounded) {
            self = exact
        } else {
            self = rounded > 0 ? .max : rounded < 0 ? .min : 0
        }
    }
}
