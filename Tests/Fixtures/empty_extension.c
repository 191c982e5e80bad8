/* Offers gw.poll/1, but the table ends before its function. */
#define FIXTURE_OWN_EXTENSIONS
#include "fixture.h"
static const gw_poll short_poll = {8, 1, fixture_read};
static const void *fixture_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &fixture_describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &fixture_plan_table;
    if (!strcmp(id, GW_EXTENSION_POLL)) return &short_poll;
    return NULL;
}
