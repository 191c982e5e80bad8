/* A sink that blocks in its first delivery and hears nothing: neither an interruption nor the end of the gateway. */
#define FIXTURE_ID "deaf-sink"
#define FIXTURE_KIND GW_KIND_SINK
#define FIXTURE_OWN_EXTENSIONS
#include "fixture.h"
#include <unistd.h>

static gw_status deaf_deliver(gw_instance *self, const gw_delivery *delivery, gw_error *error) {
    (void)self, (void)delivery, (void)error;
    for (;;) pause();
}

static uint32_t deaf_window(gw_instance *self) { return (void)self, 1; }

static const gw_sink deaf_sink_table = {sizeof(gw_sink), 1, deaf_deliver, deaf_window};

static const void *fixture_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &fixture_describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &fixture_plan_table;
    if (!strcmp(id, GW_EXTENSION_SINK)) return &deaf_sink_table;
    return NULL;
}
