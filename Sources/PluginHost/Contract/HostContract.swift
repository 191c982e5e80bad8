import CGatewayABI

/// What this host speaks with plugins.
public enum HostContract {
    /// `1.0`: plugins of the same major number fit.
    public static let version = "\(GW_ABI_MAJOR).\(GW_ABI_MINOR)"

    /// As ELF files and archives name it.
    #if arch(x86_64)
        public static let machine = "x86_64"
    #elseif arch(arm64)
        public static let machine = "aarch64"
    #endif
}
