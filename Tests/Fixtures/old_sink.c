/* A sink made before gw_sink had a window: what lies behind its table is not a function. */
#define FIXTURE_ID "old-sink"
#define FIXTURE_KIND GW_KIND_SINK
#define FIXTURE_OWN_EXTENSIONS
#include "fixture.h"
#include <stddef.h>

static gw_status deliver(gw_instance *self, const gw_delivery *delivery, gw_error *error) {
    return (void)self, (void)delivery, (void)error, GW_OK;
}

static const struct {
    uint32_t struct_size;
    uint32_t revision;
    gw_status (*deliver)(gw_instance *self, const gw_delivery *delivery, gw_error *error);
    uint64_t garbage;
} sink_table = {offsetof(gw_sink, window), 1, deliver, 0xDEAD};

static const void *fixture_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &fixture_describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &fixture_plan_table;
    if (!strcmp(id, GW_EXTENSION_SINK)) return &sink_table;
    return NULL;
}
