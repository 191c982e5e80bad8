/* A driver made before gw_loop had `woken` and `read`: behind its table stands what is no function. It speaks by itself. */
#include <gateway/gateway.h>

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const gw_description description = {
    .struct_size = sizeof(gw_description),
    .kind = GW_KIND_DRIVER,
    .id = "shorter-loop",
    .version = "1.0.0",
    .name = "Shorter",
    .summary = "Of a revision before the first.",
    .capabilities = GW_CAPABILITY_EVENTS,
};

struct gw_instance {
    const gw_host *host;
    const gw_loop_host *loop;
};

static const gw_description *describe(const gw_plugin *self) { return (void)self, &description; }

static gw_status create(const gw_plugin *self, const gw_host *host, const gw_settings *settings, gw_instance **instance,
                        gw_error *error) {
    (void)self, (void)settings, (void)error;
    gw_instance *made = calloc(1, sizeof *made);
    made->host = host;
    made->loop = host->get_extension(host->context, GW_EXTENSION_LOOP);
    *instance = made;
    return GW_OK;
}
static gw_status prepare(gw_instance *self, const gw_plan *plan, gw_error *error) {
    return (void)self, (void)plan, (void)error, GW_OK;
}
static gw_status start(gw_instance *self, gw_error *error) {
    (void)error;
    self->loop->set_timer(self->loop->context, 1, 1000000);
    self->loop->wake(self->loop->context); /* nobody is there to hear it */
    return GW_OK;
}
static void stop(gw_instance *self) { (void)self; }
static void destroy(gw_instance *self) { free(self); }

static void ready(gw_instance *self, uint64_t id, uint32_t events) { (void)self, (void)id, (void)events; }
static void timer(gw_instance *self, uint64_t id) {
    gw_sample sample = {.point = 0, .type = GW_TYPE_UINT, .value = {.u64 = id}};
    gw_batch batch = {sizeof batch, 1, &sample, NULL, 0, 10};
    self->host->publish(self->host->context, &batch);
}

static const gw_describe describe_table = {sizeof(gw_describe), 1, describe};
static const gw_plan_extension plan_table = {sizeof(gw_plan_extension), 1, prepare};
static const struct {
    uint32_t struct_size, revision;
    void (*ready)(gw_instance *self, uint64_t id, uint32_t events);
    void (*timer)(gw_instance *self, uint64_t id);
    uint64_t garbage[2];
} loop_table = {offsetof(gw_loop, woken), 1, ready, timer, {0xDEAD, 0xBEEF}};

static const void *get_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &plan_table;
    if (!strcmp(id, GW_EXTENSION_LOOP)) return &loop_table;
    return NULL;
}

static const gw_plugin plugin = {sizeof(gw_plugin), GW_ABI_MAJOR, 0, create, start, stop, destroy, NULL, get_extension};
const gw_plugin *gw_plugin_entry(uint32_t index) { return index == 0 ? &plugin : NULL; }
