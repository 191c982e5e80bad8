import GatewayCore

/// What changed about one channel.
public struct ChannelChange: Sendable, Equatable {
    public var id: String
    /// Plugin and how it runs, settings, devices, or what the driver knows of its points: the instance starts anew. Otherwise the changes are
    /// the gateway's own (scaling, deadband, names, limits, tags) and the driver does not notice.
    public var needsRestart: Bool
    public var hasNewSettings: Bool
    /// site.yaml says something else about its plugin: another isolation, version or file, other limits.
    public var hasNewPluginChoice: Bool
    public var hasNewDevices: Bool
    public var addedPoints: Int
    public var removedPoints: Int
    public var changedPoints: Int

    /// `nil` when nothing changed.
    /// - Parameter plugins: ids of the plugins of which site.yaml says something else.
    init?(from old: ChannelConfig, to new: ChannelConfig, plugins: Set<String>) {
        id = new.id
        hasNewPluginChoice = plugins.contains(new.plugin)
        hasNewSettings =
            old.plugin != new.plugin || old.settings != new.settings || old.isEnabled != new.isEnabled
            || old.retry != new.retry
        hasNewDevices = !old.devices.elementsEqual(new.devices) {
            $0.id == $1.id && $0.settings == $1.settings && $0.tags == $1.tags
        }
        let points = PointChanges(from: old, to: new)
        (addedPoints, removedPoints, changedPoints) = (points.added, points.removed, points.changed)
        needsRestart = hasNewSettings || hasNewPluginChoice || hasNewDevices || points.concernsDriver
        guard needsRestart || addedPoints + removedPoints + changedPoints > 0 else { return nil }
    }
}
