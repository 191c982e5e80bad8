import GatewayCore

@testable import PluginHost

/// The texts in which gateway and child agree on a confinement. A request that is read has to say the same when it is written.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    if let request = ConfinementRequest(text: text) {
        precondition(ConfinementRequest(text: request.text) == request, "\(request) is not read again")
        for version in 0...8 { _ = LandlockPlan(request, version: version) }
        _ = ResourceLimits(request, isInstrumented: false)
    }
    if let report = ConfinementReport(text: text) {
        precondition(ConfinementReport(text: report.text) == report, "\(report) is not read again")
        _ = report.words
    }
    return 0
}
