/* A sink as it was written for revision 1.0, with commands coming in through it. It is compiled against the header beside
 * it for ever. Never change this file: plugins out there do not change either. */
#include <gateway/gateway.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const gw_description description = {
    .struct_size = sizeof(gw_description),
    .kind = GW_KIND_SINK,
    .id = "sink-1-0",
    .version = "1.0.0",
    .name = "Sink of 1.0",
    .summary = "Keeps the contract of revision 1.0.",
};

struct gw_instance {
    const gw_host *host;
    uint32_t points;
};

static const gw_description *describe(const gw_plugin *self) { return (void)self, &description; }

static void say(const gw_instance *self, const char *line) { self->host->log(self->host->context, GW_LOG_INFO, line); }

static gw_status create(const gw_plugin *self, const gw_host *host, const gw_settings *settings, gw_instance **instance,
                        gw_error *error) {
    (void)self, (void)settings, (void)error;
    *instance = calloc(1, sizeof(gw_instance));
    (*instance)->host = host;
    return GW_OK;
}

static gw_status prepare(gw_instance *self, const gw_plan *plan, gw_error *error) {
    (void)error;
    self->points = plan->point_count;
    return GW_OK;
}

static gw_status start(gw_instance *self, gw_error *error) { return (void)self, (void)error, GW_OK; }
static void stop(gw_instance *self) { (void)self; }
static void destroy(gw_instance *self) { free(self); }
static uint32_t window(gw_instance *self) { return (void)self, 3; }

static void ask(gw_instance *self) {
    const gw_command_host *commands = self->host->get_extension(self->host->context, GW_EXTENSION_COMMAND);
    gw_command_request request = {.struct_size = sizeof request,
                                  .type = GW_TYPE_INT,
                                  .token = 5,
                                  .point = "channel.device.point",
                                  .value = {.i64 = -12},
                                  .lifetime_ns = 2000000000};
    if (commands->request(commands->context, &request) != GW_PENDING) say(self, "refused");
}

/* No samples: later. Blocks that came before: never. Of all others the numbers are told. */
static gw_status deliver(gw_instance *self, const gw_delivery *delivery, gw_error *error) {
    const gw_batch *batch = delivery->batch;
    char line[200];
    if (batch->count == 0) {
        gw_answer answer = {sizeof answer, GW_RETRY, 250000000, "no samples"};
        self->host->answer(self->host->context, delivery->token, &answer);
        return GW_PENDING;
    }
    if (delivery->flags & GW_DELIVERY_RESENT) {
        strcpy(error->message, "came before");
        return GW_REJECTED;
    }
    const gw_sample *last = &batch->samples[batch->count - 1];
    snprintf(line, sizeof line, "%" PRIu64 "/%" PRIu64 "/%" PRIu64 ": %u of %u, received %" PRId64 ", last %u '%.*s'",
             delivery->stream, delivery->epoch, delivery->sequence, batch->count, self->points, batch->receive_time,
             last->point, last->type == GW_TYPE_TEXT ? (int)last->value.span.size : 0,
             (const char *)batch->bytes + (last->type == GW_TYPE_TEXT ? last->value.span.offset : 0));
    say(self, line);
    ask(self);
    return GW_OK;
}

static void answered(gw_instance *self, uint64_t token, const gw_answer *answer) {
    char line[100];
    snprintf(line, sizeof line, "%" PRIu64 " ended with %d: %s", token, answer->status, answer->message);
    say(self, line);
}

static const gw_describe describe_table = {sizeof(gw_describe), 1, describe};
static const gw_plan_extension plan_table = {sizeof(gw_plan_extension), 1, prepare};
static const gw_sink sink_table = {sizeof(gw_sink), 1, deliver, window};
static const gw_command command_table = {sizeof(gw_command), 1, answered};

static const void *get_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &plan_table;
    if (!strcmp(id, GW_EXTENSION_SINK)) return &sink_table;
    if (!strcmp(id, GW_EXTENSION_COMMAND)) return &command_table;
    return NULL;
}

static const gw_plugin plugin = {sizeof(gw_plugin), 1, 0, create, start, stop, destroy, NULL, get_extension};
const gw_plugin *gw_plugin_entry(uint32_t index) { return index == 0 ? &plugin : NULL; }
