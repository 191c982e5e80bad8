/* A driver for measuring what a process of its own costs: it publishes batches at a pace, or as fast as they are taken, and
 * answers reads and writes at once. The source time of its samples is the monotonic clock, which all processes share. */
#include <gateway/gateway.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct gw_instance {
    const gw_host *host;
    const gw_loop_host *loop;
    int64_t batch, period_ns, leak_bytes;
    uint32_t points, next;
    gw_sample *samples;
    void *lost;
};

static const void *host_table(const gw_host *host, const char *id) { return host->get_extension(host->context, id); }

static gw_status create(const gw_plugin *self, const gw_host *host, const gw_settings *settings, gw_instance **made,
                        gw_error *error) {
    (void)self, (void)error;
    gw_instance *instance = calloc(1, sizeof *instance);
    instance->host = host;
    instance->loop = host_table(host, GW_EXTENSION_LOOP);
    instance->batch = settings->cells[0].value.integer;
    instance->period_ns = settings->cells[1].value.integer * 1000000;
    instance->leak_bytes = settings->cells[2].value.integer << 20;
    instance->samples = calloc((size_t)instance->batch, sizeof(gw_sample));
    *made = instance;
    return GW_OK;
}

static void destroy(gw_instance *instance) {
    free(instance->samples);
    free(instance);
}

static gw_status prepare(gw_instance *instance, const gw_plan *plan, gw_error *error) {
    (void)error;
    instance->points = plan->point_count;
    return GW_OK;
}

static gw_status start(gw_instance *instance, gw_error *error) {
    (void)error;
    instance->host->link(instance->host->context, GW_ALL_DEVICES, GW_LINK_UP, GW_QUALITY_GOOD, "");
    if (instance->period_ns < 0) return GW_OK;
    if (instance->period_ns == 0) return instance->loop->wake(instance->loop->context), GW_OK;
    return instance->loop->set_timer(instance->loop->context, 1, instance->period_ns);
}

static void stop(gw_instance *instance) { (void)instance; }

static int64_t monotonic(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static void publish(gw_instance *instance) {
    for (int64_t i = 0; i < instance->batch; i++) {
        gw_sample *sample = &instance->samples[i];
        sample->point = instance->next;
        sample->type = GW_TYPE_INT;
        sample->value.i64++;
        if (++instance->next == instance->points) instance->next = 0;
    }
    gw_batch batch = {sizeof batch, (uint32_t)instance->batch, instance->samples, NULL, 0, 0};
    instance->samples[0].source_time = monotonic();
    instance->host->publish(instance->host->context, &batch);
}

/* Memory that is used and never given back. */
static void leak(gw_instance *instance) {
    if (instance->leak_bytes == 0) return;
    void **memory = malloc((size_t)instance->leak_bytes);
    if (memory == NULL) abort();
    memset(memory, 1, (size_t)instance->leak_bytes);
    /* Or the compiler sees that nobody needs it. */
    *memory = instance->lost;
    instance->lost = memory;
}

static void timer(gw_instance *instance, uint64_t id) {
    leak(instance);
    publish(instance);
    instance->loop->set_timer(instance->loop->context, id, instance->period_ns);
}

/* Full speed: some at a time, so that the loop itself is not measured with every batch, and files and timers get their turn. */
static void woken(gw_instance *instance) {
    for (int turn = 64; turn > 0; turn--) publish(instance);
    instance->loop->wake(instance->loop->context);
}

static void ready(gw_instance *instance, uint64_t id, uint32_t events) { (void)instance, (void)id, (void)events; }

static gw_status read_group(gw_instance *instance, uint32_t group, uint64_t token) {
    (void)group, (void)token;
    publish(instance);
    return GW_OK;
}

static gw_status write_value(gw_instance *instance, const gw_write_command *command, gw_error *error) {
    (void)instance, (void)command, (void)error;
    return GW_OK;
}

static const gw_field fields[] = {
    {"batch", "Samples of a batch.", "1", NULL, 1, 1000000, GW_FIELD_INT, 0},
    {"period_ms", "From batch to batch; 0: as fast as they are taken; -1: never.", "-1", NULL, -1, 60000, GW_FIELD_INT, 0},
    {"leak_mib", "Memory that is lost with every batch.", "0", NULL, 0, 1024, GW_FIELD_INT, 0},
};
static const gw_description description = {
    sizeof description, GW_KIND_DRIVER, "pace", "1.0.0", "Pace", "Publishes at a pace.",
    GW_CAPABILITY_EVENTS | GW_CAPABILITY_WRITE, {fields, 3, 0}, {NULL, 0, 0}, {NULL, 0, 0}};

static const gw_description *describe(const gw_plugin *self) { return (void)self, &description; }

static const gw_describe describe_table = {sizeof describe_table, 1, describe};
static const gw_plan_extension plan_table = {sizeof plan_table, 1, prepare};
static const gw_loop loop_table = {sizeof loop_table, 1, ready, timer, woken, read_group};
static const gw_write write_table = {sizeof write_table, 1, write_value};

static const void *table(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &plan_table;
    if (!strcmp(id, GW_EXTENSION_LOOP)) return &loop_table;
    if (!strcmp(id, GW_EXTENSION_WRITE)) return &write_table;
    return NULL;
}

static const gw_plugin plugin = {
    sizeof(gw_plugin), GW_ABI_MAJOR, GW_ABI_MINOR, create, start, stop, destroy, NULL, table};

const gw_plugin *gw_plugin_entry(uint32_t index) { return index == 0 ? &plugin : NULL; }
