/* What the fixtures share: a driver that does nothing wrong. A fixture defines what it wants to be different before it
 * includes this, and brings the tables it names. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "gateway/gateway.h"
#include <stdlib.h>
#include <string.h>

#ifndef FIXTURE_ID
#define FIXTURE_ID "fixture"
#endif
#ifndef FIXTURE_MAJOR
#define FIXTURE_MAJOR GW_ABI_MAJOR
#endif
#ifndef FIXTURE_SIZE
#define FIXTURE_SIZE sizeof(gw_plugin)
#endif
#ifndef FIXTURE_ENTRY
#define FIXTURE_ENTRY gw_plugin_entry
#endif
#ifndef FIXTURE_DESCRIBE_BODY
#define FIXTURE_DESCRIBE_BODY
#endif
#ifndef FIXTURE_KIND
#define FIXTURE_KIND GW_KIND_DRIVER
#endif

static const gw_description fixture_description = {
    .struct_size = sizeof(gw_description),
    .kind = FIXTURE_KIND,
    .id = FIXTURE_ID,
    .version = "1.0.0",
    .name = "Fixture",
    .summary = "A plugin for tests.",
};

#ifndef FIXTURE_DESCRIPTION
#define FIXTURE_DESCRIPTION &fixture_description
#endif

static const gw_description *fixture_describe(const gw_plugin *self) {
    (void)self;
    FIXTURE_DESCRIBE_BODY
    return FIXTURE_DESCRIPTION;
}

static const gw_describe fixture_describe_table = {sizeof(gw_describe), 1, fixture_describe};

#ifndef FIXTURE_OWN_LIFE
struct gw_instance {
    const gw_host *host;
};

static gw_status fixture_create(const gw_plugin *self, const gw_host *host, const gw_settings *settings,
                                gw_instance **instance, gw_error *error) {
    (void)self, (void)settings, (void)error;
    *instance = calloc(1, sizeof(gw_instance));
    (*instance)->host = host;
    return GW_OK;
}
static gw_status fixture_start(gw_instance *self, gw_error *error) { return (void)self, (void)error, GW_OK; }
static void fixture_stop(gw_instance *self) { (void)self; }
static void fixture_destroy(gw_instance *self) { free(self); }
static void fixture_interrupt(gw_instance *self) { (void)self; }
static gw_status fixture_prepare(gw_instance *self, const gw_plan *plan, gw_error *error) {
    return (void)self, (void)plan, (void)error, GW_OK;
}
static gw_status fixture_read(gw_instance *self, uint32_t group, gw_error *error) {
    return (void)self, (void)group, (void)error, GW_OK;
}
static const gw_plan_extension fixture_plan_table = {sizeof(gw_plan_extension), 1, fixture_prepare};
static const gw_poll fixture_poll_table = {sizeof(gw_poll), 1, fixture_read};

#ifndef FIXTURE_OWN_EXTENSIONS
static const void *fixture_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &fixture_describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &fixture_plan_table;
    if (!strcmp(id, GW_EXTENSION_POLL)) return &fixture_poll_table;
    return NULL;
}
#endif
#endif

#ifdef FIXTURE_OWN_EXTENSIONS
static const void *fixture_extension(const gw_plugin *self, const char *id);
#endif
#ifdef FIXTURE_OWN_LIFE
static gw_status fixture_create(const gw_plugin *self, const gw_host *host, const gw_settings *settings,
                                gw_instance **instance, gw_error *error);
static gw_status fixture_start(gw_instance *self, gw_error *error);
static void fixture_stop(gw_instance *self);
static void fixture_destroy(gw_instance *self);
static void fixture_interrupt(gw_instance *self);
#endif

static const gw_plugin fixture_plugin = {
    .struct_size = FIXTURE_SIZE,
    .abi_major = FIXTURE_MAJOR,
    .abi_minor = GW_ABI_MINOR,
    .create = fixture_create,
    .start = fixture_start,
    .stop = fixture_stop,
    .destroy = fixture_destroy,
    .interrupt = fixture_interrupt,
    .get_extension = fixture_extension,
};

const gw_plugin *FIXTURE_ENTRY(uint32_t index);
const gw_plugin *FIXTURE_ENTRY(uint32_t index) { return index == 0 ? &fixture_plugin : NULL; }

#endif
