/* Has the entry, and nothing behind it. */
#include "gateway/gateway.h"
#include <stddef.h>
const gw_plugin *gw_plugin_entry(uint32_t index) { return (void)index, NULL; }
