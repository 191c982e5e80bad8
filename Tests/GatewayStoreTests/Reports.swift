import GatewayStore
import Synchronization

/// Hears what a store has to say.
final class Reports: Sendable {
    private let heard = Mutex<[StoreReport]>([])

    var all: [StoreReport] {
        heard.withLock { $0 }
    }

    var kinds: [StoreReport.Kind] {
        all.map(\.kind)
    }

    var reporter: StoreReporter {
        { report in self.heard.withLock { $0.append(report) } }
    }
}
