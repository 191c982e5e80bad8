/* A driver on the host's loop that behaves: each read of a group counts and publishes one number per point, a write is
 * answered a moment later with what was written, a timer ticks once after start, and a pipe is watched. */
#define FIXTURE_ID "hello-driver"
#define FIXTURE_OWN_LIFE
#define FIXTURE_OWN_EXTENSIONS
#include "fixture.h"
#include <stdio.h>
#include <unistd.h>

#define TICK 1
#define PIPE 2
#define WRITTEN 3

struct gw_instance {
    const gw_host *host;
    const gw_loop_host *loop;
    const gw_trace_host *trace;
    int64_t count;
    uint32_t points;
    uint64_t writing; /* token of the pending write */
    int ends[2];
    int tracing;
};

static gw_status fixture_create(const gw_plugin *self, const gw_host *host, const gw_settings *settings,
                                gw_instance **instance, gw_error *error) {
    (void)self;
    if (settings->count > 0 && settings->cells[0].type == GW_TYPE_INT && settings->cells[0].value.integer < 0) {
        error->column = 0;
        snprintf(error->message, sizeof error->message, "start_at of %s is negative", settings->name);
        return GW_CONFIGURATION;
    }
    gw_instance *made = calloc(1, sizeof *made);
    made->host = host;
    made->loop = host->get_extension(host->context, GW_EXTENSION_LOOP);
    made->trace = host->get_extension(host->context, GW_EXTENSION_TRACE);
    if (settings->count > 0) made->count = settings->cells[0].value.integer;
    host->log(host->context, GW_LOG_INFO, settings->site);
    *instance = made;
    return GW_OK;
}

static gw_status prepare(gw_instance *self, const gw_plan *plan, gw_error *error) {
    (void)error;
    self->points = plan->point_count;
    gw_status status = GW_OK;
    for (uint32_t i = 0; i < plan->point_count; i++) {
        const gw_point *point = &plan->points[i];
        if (point->cell_count > 0 && point->address[0].type == GW_TYPE_INT && point->address[0].value.integer > 99) {
            plan->problem(plan->context, point->handle, 0, "the register is beyond 99");
            status = GW_CONFIGURATION;
        }
    }
    return status;
}

static gw_status fixture_start(gw_instance *self, gw_error *error) {
    (void)error;
    if (pipe(self->ends) != 0) return GW_UNREACHABLE;
    self->loop->watch(self->loop->context, self->ends[0], GW_READABLE, PIPE);
    self->loop->set_timer(self->loop->context, TICK, 1000000);
    self->host->link(self->host->context, GW_ALL_DEVICES, GW_LINK_UP, GW_QUALITY_GOOD, "connected");
    return GW_OK;
}

static void fixture_stop(gw_instance *self) {
    close(self->ends[0]);
    close(self->ends[1]);
    self->host->log(self->host->context, GW_LOG_INFO, "stopped");
}

static void fixture_destroy(gw_instance *self) { free(self); }
static void fixture_interrupt(gw_instance *self) { (void)self; }

static void answer(gw_instance *self, uint64_t token, gw_status status, const char *message) {
    gw_answer answer = {sizeof answer, status, 0, message};
    self->host->answer(self->host->context, token, &answer);
}

/* Answers from within the call itself, as a plugin may. */
static gw_status read_group(gw_instance *self, uint32_t group, uint64_t token) {
    (void)group;
    gw_sample samples[64] = {{0}};
    uint32_t count = self->points < 64 ? self->points : 64;
    self->count++;
    for (uint32_t i = 0; i < count; i++)
        samples[i] = (gw_sample){.point = i, .type = GW_TYPE_INT, .value = {.i64 = self->count * 10 + i}};
    gw_batch batch = {sizeof batch, count, samples, NULL, 0, 1000};
    self->host->publish(self->host->context, &batch);
    if (self->tracing) self->trace->frame(self->trace->context, GW_TRACE_SENT, (const uint8_t *)"\x01\x02", 2, "read");
    answer(self, token, GW_OK, NULL);
    return GW_PENDING;
}

/* Answered later, when the pipe says so. */
static gw_status write_value(gw_instance *self, const gw_write_command *command, gw_error *error) {
    (void)error;
    if (command->type == GW_TYPE_TEXT) {
        gw_sample sample = {.point = command->point, .type = GW_TYPE_TEXT, .value = command->value};
        gw_batch batch = {sizeof batch, 1, &sample, command->bytes, command->bytes_size, 2000};
        self->host->publish(self->host->context, &batch);
        return GW_OK;
    }
    self->writing = command->token;
    self->count = command->value.i64;
    return write(self->ends[1], "w", 1) == 1 ? GW_PENDING : GW_DEVICE;
}

static void ready(gw_instance *self, uint64_t id, uint32_t events) {
    char byte;
    if (id != PIPE || !(events & GW_READABLE) || read(self->ends[0], &byte, 1) != 1) return;
    answer(self, self->writing, GW_DEVICE, "the device says no");
}

static void timer(gw_instance *self, uint64_t id) {
    if (id == TICK) self->loop->wake(self->loop->context);
}

static void woken(gw_instance *self) { self->host->log(self->host->context, GW_LOG_INFO, "woken"); }
static void enable(gw_instance *self, uint32_t on) { self->tracing = (int)on; }

static const gw_plan_extension plan_table = {sizeof(gw_plan_extension), 1, prepare};
static const gw_loop loop_table = {sizeof(gw_loop), 1, ready, timer, woken, read_group};
static const gw_write write_table = {sizeof(gw_write), 1, write_value};
static const gw_trace trace_table = {sizeof(gw_trace), 1, enable};

static const void *fixture_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &fixture_describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &plan_table;
    if (!strcmp(id, GW_EXTENSION_LOOP)) return &loop_table;
    if (!strcmp(id, GW_EXTENSION_WRITE)) return &write_table;
    if (!strcmp(id, GW_EXTENSION_TRACE)) return &trace_table;
    return NULL;
}
