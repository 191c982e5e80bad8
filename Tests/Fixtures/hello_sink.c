/* A sink that may block and behaves: it takes a block when it has samples, says retry when it has none, and rejects
 * blocks that were sent before. For each block with a text it asks for a command on the point of that name. */
#define FIXTURE_ID "hello-sink"
#define FIXTURE_KIND GW_KIND_SINK
#define FIXTURE_OWN_EXTENSIONS
#include "fixture.h"
#include <stdio.h>

static gw_status deliver(gw_instance *self, const gw_delivery *delivery, gw_error *error) {
    const gw_batch *batch = delivery->batch;
    if (batch->count == 0) return GW_RETRY;
    if (delivery->flags & GW_DELIVERY_RESENT) {
        snprintf(error->message, sizeof error->message, "block %llu was here", (unsigned long long)delivery->sequence);
        return GW_REJECTED;
    }
    if (batch->samples[0].type == GW_TYPE_TEXT) {
        const gw_command_host *commands = self->host->get_extension(self->host->context, GW_EXTENSION_COMMAND);
        gw_command_request request = {.struct_size = sizeof request, .type = GW_TYPE_FLOAT, .token = 77};
        char name[64] = {0};
        gw_span span = batch->samples[0].value.span;
        memcpy(name, batch->bytes + span.offset, span.size < 63 ? span.size : 63);
        request.point = name;
        request.value.f64 = 2.5;
        request.lifetime_ns = 1000000000;
        return commands->request(commands->context, &request) == GW_PENDING ? GW_OK : GW_DEVICE;
    }
    return GW_OK;
}

static uint32_t window(gw_instance *self) { return (void)self, 4; }

static void answered(gw_instance *self, uint64_t token, const gw_answer *answer) {
    char line[128];
    snprintf(line, sizeof line, "answered %llu %d %s", (unsigned long long)token, answer->status, answer->message);
    self->host->log(self->host->context, GW_LOG_INFO, line);
}

static const gw_sink sink_table = {sizeof(gw_sink), 1, deliver, window};
static const gw_command command_table = {sizeof(gw_command), 1, answered};

static const void *fixture_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &fixture_describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &fixture_plan_table;
    if (!strcmp(id, GW_EXTENSION_SINK)) return &sink_table;
    if (!strcmp(id, GW_EXTENSION_COMMAND)) return &command_table;
    return NULL;
}
