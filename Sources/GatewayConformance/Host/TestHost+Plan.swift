import PluginHost

extension TestHost {
    /// The plan that is about to be given; problems may be reported from now on.
    func begin(_ plan: InstancePlan, addressColumns: Int) {
        withBooks { books in
            books.handles = Set(plan.points.map(\.handle))
            books.devices = UInt32(clamping: plan.devices.count)
            books.addressColumns = addressColumns
            books.problems = []
            books.isPreparing = true
        }
    }

    /// Problems may not be reported any more.
    func endOfPlan() {
        withBooks { books in books.isPreparing = false }
    }
}
