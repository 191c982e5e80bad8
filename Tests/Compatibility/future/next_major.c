/* A plugin for the next major revision. Of its table only the first eight bytes mean what they mean today. */
#include <gateway/gateway.h>

#include <stddef.h>

static const struct {
    uint32_t struct_size;
    uint16_t abi_major, abi_minor;
    uint64_t of_the_future[8];
} plugin = {sizeof plugin, GW_ABI_MAJOR + 1, 0, {0xDEAD, 0xBEEF, 0xDEAD, 0xBEEF, 0xDEAD, 0xBEEF, 0xDEAD, 0xBEEF}};

const gw_plugin *gw_plugin_entry(uint32_t index) { return index == 0 ? (const gw_plugin *)(const void *)&plugin : NULL; }
