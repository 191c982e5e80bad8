/* A driver that blocks in its first read and hears nothing: neither an interruption nor the end of the gateway. */
#define FIXTURE_ID "deaf-driver"
#define FIXTURE_OWN_EXTENSIONS
#include "fixture.h"
#include <unistd.h>

static gw_status deaf_read(gw_instance *self, uint32_t group, gw_error *error) {
    (void)self, (void)group, (void)error;
    for (;;) pause();
}

static const gw_poll deaf_poll_table = {sizeof(gw_poll), 1, deaf_read};

static const void *fixture_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &fixture_describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &fixture_plan_table;
    if (!strcmp(id, GW_EXTENSION_POLL)) return &deaf_poll_table;
    return NULL;
}
