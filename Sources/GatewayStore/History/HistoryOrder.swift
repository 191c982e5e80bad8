import GatewayCore

/// The order of samples by point, then time, then arrival.
enum HistoryOrder {
    /// Indices of `samples` in order. Points by counting in four rounds of a byte, as far as bytes differ; times only
    /// where they do not rise by themselves, which is rare.
    static func indices(of samples: UnsafeBufferPointer<Sample>) -> [UInt32] {
        var order = (0..<UInt32(samples.count)).map(\.self)
        var spare = [UInt32](repeating: 0, count: samples.count)
        let differing = samples.reduce(into: UInt32(0)) { $0 |= $1.point ^ samples[0].point }
        for shift in stride(from: UInt32(0), to: 32, by: 8) where differing >> shift & 0xFF != 0 {
            pass(samples, shift, order, &spare)
            swap(&order, &spare)
        }
        sortTimes(samples, &order)
        return order
    }

    private static func pass(
        _ samples: UnsafeBufferPointer<Sample>, _ shift: UInt32, _ order: [UInt32], _ sorted: inout [UInt32]
    ) {
        var places = [Int](repeating: 0, count: 257)
        for index in order { places[Int(samples[Int(index)].point >> shift & 0xFF) + 1] += 1 }
        for digit in 1...256 { places[digit] += places[digit - 1] }
        for index in order {
            let digit = Int(samples[Int(index)].point >> shift & 0xFF)
            sorted[places[digit]] = index
            places[digit] += 1
        }
    }

    private static func sortTimes(_ samples: UnsafeBufferPointer<Sample>, _ order: inout [UInt32]) {
        var first = 0
        while first < order.count {
            var (end, rises) = (first + 1, true)
            while end < order.count, samples[Int(order[end])].point == samples[Int(order[first])].point {
                rises = rises && samples[Int(order[end - 1])].sourceTime <= samples[Int(order[end])].sourceTime
                end += 1
            }
            if !rises {
                order[first..<end].sort {
                    (samples[Int($0)].sourceTime, $0) < (samples[Int($1)].sourceTime, $1)
                }
            }
            first = end
        }
    }
}
