/* Two plugins for measuring the gateway alone: `flood` publishes batches as fast as they are taken, `null` takes
 * everything. Both stand in one file, so that the driver knows how much is on its way and never fills a queue. */
#include <gateway/gateway.h>

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static atomic_uint_fast64_t taken; /* by all null sinks */
static atomic_uint_fast64_t sinks;

/* Samples that may be between driver and sinks. */
#define IN_FLIGHT 100000
#define BATCHES_A_TURN 16

struct gw_instance {
    const gw_host *host;
    const gw_loop_host *loop;
    int64_t batch, step;
    uint32_t points;
    uint32_t next;
    double round;
    uint64_t given;
    gw_sample *samples;
};

static const void *host_table(const gw_host *host, const char *id) { return host->get_extension(host->context, id); }

static gw_status create(const gw_plugin *self, const gw_host *host, const gw_settings *settings, gw_instance **made,
                        gw_error *error) {
    (void)self, (void)error;
    gw_instance *instance = calloc(1, sizeof *instance);
    instance->host = host;
    instance->loop = host_table(host, GW_EXTENSION_LOOP);
    if (settings->count >= 2) {
        instance->batch = settings->cells[0].value.integer;
        instance->step = settings->cells[1].value.integer;
        instance->samples = calloc((size_t)instance->batch, sizeof(gw_sample));
    }
    *made = instance;
    return GW_OK;
}

static void destroy(gw_instance *instance) {
    free(instance->samples);
    free(instance);
}

static void stop(gw_instance *instance) { (void)instance; }

static gw_status prepare(gw_instance *instance, const gw_plan *plan, gw_error *error) {
    (void)error;
    instance->points = plan->point_count;
    return GW_OK;
}

/* The driver */

static gw_status flood_start(gw_instance *instance, gw_error *error) {
    (void)error;
    instance->host->link(instance->host->context, GW_ALL_DEVICES, GW_LINK_UP, GW_QUALITY_GOOD, "");
    return instance->loop->set_timer(instance->loop->context, 1, 100000000);
}

static void fill(gw_instance *instance) {
    for (int64_t i = 0; i < instance->batch; i++) {
        gw_sample *sample = &instance->samples[i];
        sample->point = instance->next;
        sample->type = GW_TYPE_FLOAT;
        sample->value.f64 = instance->round;
        if (++instance->next == instance->points) {
            instance->next = 0;
            instance->round += (double)instance->step;
        }
    }
}

static int may_give(const gw_instance *instance) {
    uint64_t count = atomic_load(&sinks);
    return instance->step == 0 || count == 0 || instance->given < atomic_load(&taken) / count + IN_FLIGHT;
}

static void flood_on(gw_instance *instance) {
    int turn = 0;
    while (turn < BATCHES_A_TURN && may_give(instance)) {
        fill(instance);
        gw_batch batch = {sizeof batch, (uint32_t)instance->batch, instance->samples, NULL, 0, 0};
        instance->host->publish(instance->host->context, &batch);
        instance->given += (uint64_t)instance->batch;
        turn++;
    }
    if (turn) instance->loop->wake(instance->loop->context);
    else instance->loop->set_timer(instance->loop->context, 1, 1000000);
}

static void flood_timer(gw_instance *instance, uint64_t id) { (void)id, flood_on(instance); }

static void flood_ready(gw_instance *instance, uint64_t id, uint32_t events) { (void)instance, (void)id, (void)events; }

static const gw_field flood_fields[] = {
    {"batch", "Samples of a batch.", "1000", NULL, 1, 1000000, GW_FIELD_INT, 0},
    {"step", "What is added to every value each round; 0: values stand still.", "1", NULL, 0, 1000, GW_FIELD_INT, 0},
};
static const gw_description flood_description = {
    sizeof flood_description, GW_KIND_DRIVER, "flood", "1.0.0", "Flood", "Publishes as fast as it may.",
    GW_CAPABILITY_EVENTS, {flood_fields, 2, 0}, {NULL, 0, 0}, {NULL, 0, 0}};

/* The sink */

static gw_status null_start(gw_instance *instance, gw_error *error) {
    (void)error;
    atomic_fetch_add(&sinks, 1);
    instance->host->link(instance->host->context, GW_ALL_DEVICES, GW_LINK_UP, GW_QUALITY_GOOD, "");
    return GW_OK;
}

static gw_status null_deliver(gw_instance *instance, const gw_delivery *delivery, gw_error *error) {
    (void)instance, (void)error;
    atomic_fetch_add_explicit(&taken, delivery->batch->count, memory_order_relaxed);
    return GW_OK;
}

static void null_timer(gw_instance *instance, uint64_t id) { (void)instance, (void)id; }

static const gw_description null_description = {
    sizeof null_description, GW_KIND_SINK, "null", "1.0.0", "Null", "Takes everything and does nothing.",
    0, {NULL, 0, 0}, {NULL, 0, 0}, {NULL, 0, 0}};

/* Tables */

static const gw_description *describe_flood(const gw_plugin *self) { return (void)self, &flood_description; }
static const gw_description *describe_null(const gw_plugin *self) { return (void)self, &null_description; }

static const gw_describe flood_describe = {sizeof flood_describe, 1, describe_flood};
static const gw_describe null_describe = {sizeof null_describe, 1, describe_null};
static const gw_plan_extension plan = {sizeof plan, 1, prepare};
static const gw_loop flood_loop = {sizeof flood_loop, 1, flood_ready, flood_timer, flood_on, NULL};
static const gw_loop null_loop = {sizeof null_loop, 1, flood_ready, null_timer, NULL, NULL};
static const gw_sink null_sink = {sizeof null_sink, 1, null_deliver, NULL};

static const void *flood_table(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &flood_describe;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &plan;
    if (!strcmp(id, GW_EXTENSION_LOOP)) return &flood_loop;
    return NULL;
}

static const void *null_table(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &null_describe;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &plan;
    if (!strcmp(id, GW_EXTENSION_LOOP)) return &null_loop;
    if (!strcmp(id, GW_EXTENSION_SINK)) return &null_sink;
    return NULL;
}

static const gw_plugin plugins[] = {
    {sizeof(gw_plugin), GW_ABI_MAJOR, GW_ABI_MINOR, create, flood_start, stop, destroy, NULL, flood_table},
    {sizeof(gw_plugin), GW_ABI_MAJOR, GW_ABI_MINOR, create, null_start, stop, destroy, NULL, null_table},
};

const gw_plugin *gw_plugin_entry(uint32_t index) { return index < 2 ? &plugins[index] : NULL; }
