/* A driver from the next minor revision: every table of its own is longer than this host knows, it hands over longer
 * structures, and it asks the host for what is not there yet. It must work with what both sides know. */
#include <gateway/gateway.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a later revision may have put behind each table. The numbers are no functions: nobody may call them. */
#define GROWN(type)       \
    struct {              \
        type known;       \
        uint64_t more[4]; \
    }
#define MORE {0xDEAD, 0xBEEF, 0xDEAD, 0xBEEF}

typedef GROWN(gw_host) future_host;

static const gw_field settings_schema[] = {{"start_at", "A number.", "1", NULL, 0, 1000, GW_FIELD_INT, 0}};
static const GROWN(gw_description) description = {
    {.struct_size = sizeof description,
     .kind = GW_KIND_DRIVER,
     .id = "grown",
     .version = "2.0.0",
     .name = "Grown",
     .summary = "Of the next minor revision.",
     .capabilities = GW_CAPABILITY_WRITE | 0x8000000000000000u,
     .settings = {settings_schema, 1, 0}},
    MORE,
};

struct gw_instance {
    const gw_host *host;
    int64_t count;
};

static const gw_description *describe(const gw_plugin *self) { return (void)self, &description.known; }

static gw_status create(const gw_plugin *self, const gw_host *host, const gw_settings *settings, gw_instance **instance,
                        gw_error *error) {
    (void)self, (void)error;
    gw_instance *made = calloc(1, sizeof *made);
    made->host = host;
    made->count = settings->cells[0].value.integer;
    /* The rule for functions that came later: look at the size before you look at the function. */
    if (host->struct_size < sizeof(future_host)) host->log(host->context, GW_LOG_INFO, "an old host");
    if (!host->get_extension(host->context, "gw.of-the-future/1")) host->log(host->context, GW_LOG_INFO, "no future yet");
    *instance = made;
    return GW_OK;
}

static gw_status prepare(gw_instance *self, const gw_plan *plan, gw_error *error) {
    return (void)self, (void)plan, (void)error, GW_OK;
}
static gw_status start(gw_instance *self, gw_error *error) { return (void)self, (void)error, GW_OK; }
static void stop(gw_instance *self) { (void)self; }
static void destroy(gw_instance *self) { free(self); }

static gw_status read_group(gw_instance *self, uint32_t group, gw_error *error) {
    (void)group, (void)error;
    gw_sample sample = {.point = 0, .type = GW_TYPE_INT, .value = {.i64 = self->count++}};
    GROWN(gw_batch) batch = {{sizeof batch, 1, &sample, NULL, 0, 10}, MORE};
    return self->host->publish(self->host->context, &batch.known);
}

static gw_status write_value(gw_instance *self, const gw_write_command *command, gw_error *error) {
    (void)error;
    GROWN(gw_answer) answer = {{sizeof answer, GW_OK, 0, "from the future"}, MORE};
    self->host->answer(self->host->context, command->token, &answer.known);
    return GW_PENDING;
}

static const GROWN(gw_describe) describe_table = {{sizeof describe_table, 2, describe}, MORE};
static const GROWN(gw_plan_extension) plan_table = {{sizeof plan_table, 2, prepare}, MORE};
static const GROWN(gw_poll) poll_table = {{sizeof poll_table, 2, read_group}, MORE};
static const GROWN(gw_write) write_table = {{sizeof write_table, 2, write_value}, MORE};

static const void *get_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &plan_table;
    if (!strcmp(id, GW_EXTENSION_POLL)) return &poll_table;
    if (!strcmp(id, GW_EXTENSION_WRITE)) return &write_table;
    return NULL;
}

static const GROWN(gw_plugin) plugin = {
    {sizeof plugin, GW_ABI_MAJOR, GW_ABI_MINOR + 1, create, start, stop, destroy, NULL, get_extension}, MORE};
const gw_plugin *gw_plugin_entry(uint32_t index) { return index == 0 ? &plugin.known : NULL; }
