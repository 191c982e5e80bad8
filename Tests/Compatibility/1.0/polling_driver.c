/* A driver as it was written for revision 1.0: it may block, uses every part of the contract that such a driver has, and
 * is compiled against the header beside it for ever. Never change this file: plugins out there do not change either. */
#include <gateway/gateway.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const gw_field settings_schema[] = {
    {"enabled", "A Boolean.", "true", NULL, 1, 0, GW_FIELD_BOOL, 0},
    {"start_at", "A whole number.", "7", NULL, 0, 1000, GW_FIELD_INT, 0},
    {"factor", "A real number.", "0.5", NULL, -10, 10, GW_FIELD_FLOAT, 0},
    {"greeting", "A text.", NULL, NULL, 1, 20, GW_FIELD_TEXT, GW_FIELD_REQUIRED},
    {"mode", "A choice.", "good", "good|bad", 1, 0, GW_FIELD_CHOICE, 0},
    {"password", "A secret.", NULL, NULL, 1, 0, GW_FIELD_SECRET, 0},
};
static const gw_field device_schema[] = {{"unit_id", "Which device.", "1", NULL, 0, 255, GW_FIELD_INT, 0}};
static const gw_field address_schema[] = {
    {"what", "A register.", NULL, NULL, 0, 99, GW_FIELD_INT, GW_FIELD_REQUIRED}};
static const gw_description description = {
    .struct_size = sizeof(gw_description),
    .kind = GW_KIND_DRIVER,
    .id = "polling-1-0",
    .version = "1.2.3",
    .name = "Polling driver of 1.0",
    .summary = "Keeps the contract of revision 1.0.",
    .capabilities = GW_CAPABILITY_WRITE,
    .settings = {settings_schema, 6, 0},
    .device = {device_schema, 1, 0},
    .address = {address_schema, 1, 0},
};

struct gw_instance {
    const gw_host *host;
    const gw_trace_host *trace;
    int64_t count;
    double factor;
    uint32_t points;
    uint32_t tracing;
    int64_t registers[16];
};

static const gw_description *describe(const gw_plugin *self) { return (void)self, &description; }

static void say(const gw_instance *self, const char *line) { self->host->log(self->host->context, GW_LOG_INFO, line); }

static gw_status create(const gw_plugin *self, const gw_host *host, const gw_settings *settings, gw_instance **instance,
                        gw_error *error) {
    (void)self;
    const gw_cell *cells = settings->cells;
    if (host->struct_size < 80 || host->abi_major != 1) return GW_BUG;
    if (settings->count != 6 || cells[0].type != GW_TYPE_BOOL || cells[1].type != GW_TYPE_INT ||
        cells[2].type != GW_TYPE_FLOAT || cells[3].type != GW_TYPE_TEXT || cells[4].type != GW_TYPE_TEXT)
        return GW_BUG;
    if (!strcmp(cells[4].value.text, "bad")) {
        error->column = 4;
        strcpy(error->message, "the mode is bad");
        return GW_CONFIGURATION;
    }
    gw_instance *made = calloc(1, sizeof *made);
    made->host = host;
    made->trace = host->get_extension(host->context, GW_EXTENSION_TRACE);
    made->count = cells[1].value.integer;
    made->factor = cells[2].value.real;
    char line[200];
    snprintf(line, sizeof line, "%s on %s says %.*s, enabled %d, password %s", settings->name, settings->site,
             (int)cells[3].size, cells[3].value.text, (int)cells[0].value.integer,
             cells[5].type == GW_TYPE_NONE ? "none" : cells[5].value.text);
    say(made, line);
    if (host->get_extension(host->context, "gw.of-the-future/1")) say(made, "the future is here");
    *instance = made;
    return GW_OK;
}

static gw_status prepare(gw_instance *self, const gw_plan *plan, gw_error *error) {
    gw_status status = GW_OK;
    (void)error;
    for (uint32_t i = 0; i < plan->point_count; i++) {
        const gw_point *point = &plan->points[i];
        if (point->cell_count != 1 || point->address[0].type != GW_TYPE_INT) return GW_BUG;
        if (point->address[0].value.integer == 99) {
            plan->problem(plan->context, point->handle, 0, "register 99 is not there");
            status = GW_CONFIGURATION;
        }
    }
    char line[200];
    snprintf(line, sizeof line, "%u devices, first %s unit %d; %u groups, first every %lld ns; %u points, first %s in %s",
             plan->device_count, plan->devices[0].name, (int)plan->devices[0].cells[0].value.integer, plan->group_count,
             (long long)plan->groups[0].period_ns, plan->point_count, plan->points[0].name, plan->points[0].unit);
    say(self, line);
    self->points = plan->point_count;
    return status;
}

static gw_status start(gw_instance *self, gw_error *error) {
    (void)error;
    if (self->host->monotonic(self->host->context) <= 0 || self->host->wall_clock(self->host->context) <= 0) return GW_BUG;
    self->host->link(self->host->context, GW_ALL_DEVICES, GW_LINK_UP, GW_QUALITY_GOOD, "up");
    return GW_OK;
}

static void stop(gw_instance *self) {
    self->host->link(self->host->context, 0, GW_LINK_DOWN, GW_QUALITY_BAD | GW_REASON_NOT_CONNECTED, "down");
}

static void destroy(gw_instance *self) { free(self); }
static void interrupt(gw_instance *self) { say(self, "interrupted"); }

/* One sample of each type, then the registers that were written. */
static gw_status read_group(gw_instance *self, uint32_t group, gw_error *error) {
    const uint8_t bytes[] = {'t', 'e', 'x', 't', 0xAB, 0xCD};
    self->count++;
    if (self->count == 10) {
        strcpy(error->message, "nobody answers at ten");
        return GW_TIMEOUT;
    }
    if (group != 0 || self->points != 8) return GW_BUG;
    gw_sample samples[8] = {
        {.point = 0, .type = GW_TYPE_BOOL, .value = {.u64 = 1}},
        {.point = 1, .type = GW_TYPE_INT, .value = {.i64 = -self->count}},
        {.point = 2, .type = GW_TYPE_UINT, .value = {.u64 = UINT64_MAX}, .source_time = 77},
        {.point = 3, .type = GW_TYPE_FLOAT, .value = {.f64 = (double)self->count * self->factor}},
        {.point = 4, .type = GW_TYPE_TEXT, .value = {.span = {0, 4}}},
        {.point = 5, .type = GW_TYPE_BYTES, .value = {.span = {4, 2}}, .quality = GW_QUALITY_UNCERTAIN | GW_REASON_STALE},
        {.point = 6, .type = GW_TYPE_NONE, .quality = GW_QUALITY_BAD | GW_REASON_SENSOR_FAILURE},
        {.point = 7, .type = GW_TYPE_INT, .value = {.i64 = self->registers[7]}},
    };
    gw_batch batch = {sizeof batch, 8, samples, bytes, sizeof bytes, 4242};
    if (self->tracing) self->trace->frame(self->trace->context, GW_TRACE_RECEIVED, bytes, 2, "two bytes");
    return self->host->publish(self->host->context, &batch);
}

/* Numbers are written and answered by returning, texts are refused by an answer of their own. */
static gw_status write_value(gw_instance *self, const gw_write_command *command, gw_error *error) {
    if (command->type == GW_TYPE_TEXT) {
        char words[64];
        gw_span span = command->value.span;
        snprintf(words, sizeof words, "not '%.*s'", (int)span.size, (const char *)command->bytes + span.offset);
        gw_answer answer = {sizeof answer, GW_DEVICE, 0, words};
        self->host->answer(self->host->context, command->token, &answer);
        return GW_PENDING;
    }
    if (command->deadline < self->host->monotonic(self->host->context)) return GW_TIMEOUT;
    if (command->type != GW_TYPE_INT || command->point > 15) {
        strcpy(error->message, "whole numbers only");
        return GW_UNSUPPORTED;
    }
    self->registers[command->point] = command->value.i64;
    return GW_OK;
}

static void enable(gw_instance *self, uint32_t on) { self->tracing = on; }

static const gw_describe describe_table = {sizeof(gw_describe), 1, describe};
static const gw_plan_extension plan_table = {sizeof(gw_plan_extension), 1, prepare};
static const gw_poll poll_table = {sizeof(gw_poll), 1, read_group};
static const gw_write write_table = {sizeof(gw_write), 1, write_value};
static const gw_trace trace_table = {sizeof(gw_trace), 1, enable};

static const void *get_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &plan_table;
    if (!strcmp(id, GW_EXTENSION_POLL)) return &poll_table;
    if (!strcmp(id, GW_EXTENSION_WRITE)) return &write_table;
    if (!strcmp(id, GW_EXTENSION_TRACE)) return &trace_table;
    return NULL;
}

static const gw_plugin plugin = {sizeof(gw_plugin), 1, 0, create, start, stop, destroy, interrupt, get_extension};
const gw_plugin *gw_plugin_entry(uint32_t index) { return index == 0 ? &plugin : NULL; }
