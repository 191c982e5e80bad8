/* Written by scripts/list-kit. */
#include "cpluginkit.h"

/* #embed is C23; every clang that comes with Swift 6 has it. */
#pragma clang diagnostic ignored "-Wc23-extensions"

static const gateway_kit_file files[] = {
    {"LICENSE", (const unsigned char[]){
#embed "../../LICENSE" suffix(, 0) if_empty(0)
    }},
    {"Sources/CGatewayABI/include/gateway/base.h", (const unsigned char[]){
#embed "../../Sources/CGatewayABI/include/gateway/base.h" suffix(, 0) if_empty(0)
    }},
    {"Sources/CGatewayABI/include/gateway/batch.h", (const unsigned char[]){
#embed "../../Sources/CGatewayABI/include/gateway/batch.h" suffix(, 0) if_empty(0)
    }},
    {"Sources/CGatewayABI/include/gateway/command.h", (const unsigned char[]){
#embed "../../Sources/CGatewayABI/include/gateway/command.h" suffix(, 0) if_empty(0)
    }},
    {"Sources/CGatewayABI/include/gateway/describe.h", (const unsigned char[]){
#embed "../../Sources/CGatewayABI/include/gateway/describe.h" suffix(, 0) if_empty(0)
    }},
    {"Sources/CGatewayABI/include/gateway/gateway.h", (const unsigned char[]){
#embed "../../Sources/CGatewayABI/include/gateway/gateway.h" suffix(, 0) if_empty(0)
    }},
    {"Sources/CGatewayABI/include/gateway/host.h", (const unsigned char[]){
#embed "../../Sources/CGatewayABI/include/gateway/host.h" suffix(, 0) if_empty(0)
    }},
    {"Sources/CGatewayABI/include/gateway/loop.h", (const unsigned char[]){
#embed "../../Sources/CGatewayABI/include/gateway/loop.h" suffix(, 0) if_empty(0)
    }},
    {"Sources/CGatewayABI/include/gateway/plan.h", (const unsigned char[]){
#embed "../../Sources/CGatewayABI/include/gateway/plan.h" suffix(, 0) if_empty(0)
    }},
    {"Sources/CGatewayABI/include/gateway/plugin.h", (const unsigned char[]){
#embed "../../Sources/CGatewayABI/include/gateway/plugin.h" suffix(, 0) if_empty(0)
    }},
    {"Sources/CGatewayABI/include/gateway/poll.h", (const unsigned char[]){
#embed "../../Sources/CGatewayABI/include/gateway/poll.h" suffix(, 0) if_empty(0)
    }},
    {"Sources/CGatewayABI/include/gateway/sink.h", (const unsigned char[]){
#embed "../../Sources/CGatewayABI/include/gateway/sink.h" suffix(, 0) if_empty(0)
    }},
    {"Sources/CGatewayABI/include/gateway/trace.h", (const unsigned char[]){
#embed "../../Sources/CGatewayABI/include/gateway/trace.h" suffix(, 0) if_empty(0)
    }},
    {"Sources/CGatewayABI/include/gateway/write.h", (const unsigned char[]){
#embed "../../Sources/CGatewayABI/include/gateway/write.h" suffix(, 0) if_empty(0)
    }},
    {"Sources/CGatewayABI/include/module.modulemap", (const unsigned char[]){
#embed "../../Sources/CGatewayABI/include/module.modulemap" suffix(, 0) if_empty(0)
    }},
    {"Sources/CGatewayABI/layout.c", (const unsigned char[]){
#embed "../../Sources/CGatewayABI/layout.c" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/Access.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/Access.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/Cell.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/Cell.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/DataType.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/DataType.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/Duration+Nanoseconds.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/Duration+Nanoseconds.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/FieldSchema.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/FieldSchema.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/Glob.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/Glob.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/NearestName.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/NearestName.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/PluginDescription.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/PluginDescription.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/PluginKind.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/PluginKind.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/PluginStatus.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/PluginStatus.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/PointKind.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/PointKind.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/Quality+Words.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/Quality+Words.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/Quality.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/Quality.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/Sample.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/Sample.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/SampleBuffer.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/SampleBuffer.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/ScalarBytes.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/ScalarBytes.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/Timestamp+ISO8601.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/Timestamp+ISO8601.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/Timestamp.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/Timestamp.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/Value.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/Value.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewayCore/ValueType.swift", (const unsigned char[]){
#embed "../../Sources/GatewayCore/ValueType.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewaySDK/Answer.swift", (const unsigned char[]){
#embed "../../Sources/GatewaySDK/Answer.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewaySDK/CommandRequest.swift", (const unsigned char[]){
#embed "../../Sources/GatewaySDK/CommandRequest.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewaySDK/Contract.swift", (const unsigned char[]){
#embed "../../Sources/GatewaySDK/Contract.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewaySDK/Delivery.swift", (const unsigned char[]){
#embed "../../Sources/GatewaySDK/Delivery.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewaySDK/ExtensionTables.swift", (const unsigned char[]){
#embed "../../Sources/GatewaySDK/ExtensionTables.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewaySDK/GatewayPlugin.swift", (const unsigned char[]){
#embed "../../Sources/GatewaySDK/GatewayPlugin.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewaySDK/Host.swift", (const unsigned char[]){
#embed "../../Sources/GatewaySDK/Host.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewaySDK/InstanceBox.swift", (const unsigned char[]){
#embed "../../Sources/GatewaySDK/InstanceBox.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewaySDK/LoopHost.swift", (const unsigned char[]){
#embed "../../Sources/GatewaySDK/LoopHost.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewaySDK/Plan.swift", (const unsigned char[]){
#embed "../../Sources/GatewaySDK/Plan.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewaySDK/PluginDescription+Contract.swift", (const unsigned char[]){
#embed "../../Sources/GatewaySDK/PluginDescription+Contract.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewaySDK/PluginError.swift", (const unsigned char[]){
#embed "../../Sources/GatewaySDK/PluginError.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewaySDK/PluginFactory.swift", (const unsigned char[]){
#embed "../../Sources/GatewaySDK/PluginFactory.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewaySDK/PluginTable.swift", (const unsigned char[]){
#embed "../../Sources/GatewaySDK/PluginTable.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewaySDK/Settings.swift", (const unsigned char[]){
#embed "../../Sources/GatewaySDK/Settings.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/GatewaySDK/WriteCommand.swift", (const unsigned char[]){
#embed "../../Sources/GatewaySDK/WriteCommand.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/any/LICENSE", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/any/LICENSE" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/any/Makefile", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/any/Makefile" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/any/README.md", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/any/README.md" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/any/gitignore", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/any/gitignore" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/any/sample/stage.sh", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/any/sample/stage.sh" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/any/test.sh", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/any/test.sh" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/c-driver/src/driver.c", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/c-driver/src/driver.c" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/c-sink/src/sink.c", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/c-sink/src/sink.c" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/c/Makefile", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/c/Makefile" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/c/README.md", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/c/README.md" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/cpp-driver/src/driver.cpp", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/cpp-driver/src/driver.cpp" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/cpp-sink/src/sink.cpp", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/cpp-sink/src/sink.cpp" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/cpp/Makefile", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/cpp/Makefile" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/cpp/README.md", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/cpp/README.md" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/cpp/plugin.map", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/cpp/plugin.map" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/driver/README.md", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/driver/README.md" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/driver/run.sh", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/driver/run.sh" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/driver/sample/channels/demo.yaml", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/driver/sample/channels/demo.yaml" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/driver/sample/points/device.csv", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/driver/sample/points/device.csv" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/driver/sample/site.yaml", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/driver/sample/site.yaml" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/rust-driver/src/driver.rs", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/rust-driver/src/driver.rs" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/rust-driver/src/lib.rs", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/rust-driver/src/lib.rs" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/rust-sink/src/lib.rs", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/rust-sink/src/lib.rs" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/rust-sink/src/sink.rs", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/rust-sink/src/sink.rs" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/rust/Cargo.toml", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/rust/Cargo.toml" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/rust/Makefile", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/rust/Makefile" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/rust/README.md", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/rust/README.md" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/rust/src/contract.rs", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/rust/src/contract.rs" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/rust/src/edge.rs", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/rust/src/edge.rs" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/sink/README.md", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/sink/README.md" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/sink/run.sh", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/sink/run.sh" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/sink/sample/channels/demo.yaml", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/sink/sample/channels/demo.yaml" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/sink/sample/sinks/demo.yaml", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/sink/sample/sinks/demo.yaml" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/sink/sample/site.yaml", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/sink/sample/site.yaml" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/swift-driver/Sources/MyPlugin/Entry.swift", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/swift-driver/Sources/MyPlugin/Entry.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/swift-driver/Sources/MyPlugin/MyPluginDriver.swift", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/swift-driver/Sources/MyPlugin/MyPluginDriver.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/swift-driver/Sources/MyPlugin/Signal.swift", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/swift-driver/Sources/MyPlugin/Signal.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/swift-sink/Sources/MyPlugin/Entry.swift", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/swift-sink/Sources/MyPlugin/Entry.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/swift-sink/Sources/MyPlugin/LineFile.swift", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/swift-sink/Sources/MyPlugin/LineFile.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/swift-sink/Sources/MyPlugin/Lines.swift", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/swift-sink/Sources/MyPlugin/Lines.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/swift-sink/Sources/MyPlugin/MyPluginSink.swift", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/swift-sink/Sources/MyPlugin/MyPluginSink.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/swift/Makefile", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/swift/Makefile" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/swift/Package.swift", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/swift/Package.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/swift/README.md", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/swift/README.md" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/swift/gateway-sdk/Package.swift", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/swift/gateway-sdk/Package.swift" suffix(, 0) if_empty(0)
    }},
    {"Sources/PluginKit/Templates/swift/plugin.map", (const unsigned char[]){
#embed "../../Sources/PluginKit/Templates/swift/plugin.map" suffix(, 0) if_empty(0)
    }},
    {0, 0},
};

const gateway_kit_file *gateway_kit_first(void) { return files; }
