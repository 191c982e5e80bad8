/* A driver as it was written for revision 1.0: on the host's loop, with everything that gw.loop/1 has, and no interrupt.
 * It is compiled against the header beside it for ever. Never change this file: plugins out there do not change either. */
#include <gateway/gateway.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TICK 1
#define NEVER 2
#define PIPE 0xFFFFFFFFFFFFFFFFu

static const gw_description description = {
    .struct_size = sizeof(gw_description),
    .kind = GW_KIND_DRIVER,
    .id = "loop-1-0",
    .version = "1.0.0",
    .name = "Loop driver of 1.0",
    .summary = "Keeps the contract of revision 1.0.",
    .capabilities = GW_CAPABILITY_EVENTS | GW_CAPABILITY_WRITE,
};

struct gw_instance {
    const gw_host *host;
    const gw_loop_host *loop;
    uint64_t reading; /* token of the read under way */
    int ends[2];
};

static const gw_description *describe(const gw_plugin *self) { return (void)self, &description; }

static void say(const gw_instance *self, const char *line) { self->host->log(self->host->context, GW_LOG_DEBUG, line); }

static gw_status create(const gw_plugin *self, const gw_host *host, const gw_settings *settings, gw_instance **instance,
                        gw_error *error) {
    (void)self, (void)settings, (void)error;
    gw_instance *made = calloc(1, sizeof *made);
    made->host = host;
    made->loop = host->get_extension(host->context, GW_EXTENSION_LOOP);
    if (!made->loop || made->loop->struct_size < 48) {
        free(made);
        return GW_BUG;
    }
    *instance = made;
    return GW_OK;
}

static gw_status prepare(gw_instance *self, const gw_plan *plan, gw_error *error) {
    return (void)self, (void)plan, (void)error, GW_OK;
}

static gw_status start(gw_instance *self, gw_error *error) {
    (void)error;
    if (pipe(self->ends) != 0) return GW_UNREACHABLE;
    self->loop->watch(self->loop->context, self->ends[0], GW_READABLE, PIPE);
    self->loop->set_timer(self->loop->context, TICK, 1000000);
    self->loop->set_timer(self->loop->context, NEVER, 1000000);
    self->loop->cancel_timer(self->loop->context, NEVER);
    return GW_OK;
}

static void stop(gw_instance *self) {
    close(self->ends[0]);
    close(self->ends[1]);
}

static void destroy(gw_instance *self) { free(self); }

static gw_status read_group(gw_instance *self, uint32_t group, uint64_t token) {
    (void)group;
    self->reading = token;
    return write(self->ends[1], "r", 1) == 1 ? GW_PENDING : GW_DEVICE;
}

static void ready(gw_instance *self, uint64_t id, uint32_t events) {
    char byte;
    if (id != PIPE || !(events & GW_READABLE) || read(self->ends[0], &byte, 1) != 1) return;
    gw_sample sample = {.point = 0, .type = GW_TYPE_INT, .value = {.i64 = 1}};
    gw_batch batch = {sizeof batch, 1, &sample, NULL, 0, 10};
    self->host->publish(self->host->context, &batch);
    gw_answer answer = {sizeof answer, GW_OK, 0, NULL};
    self->host->answer(self->host->context, self->reading, &answer);
}

static void timer(gw_instance *self, uint64_t id) {
    say(self, id == TICK ? "tick" : "a timer that was cancelled");
    self->loop->wake(self->loop->context);
}

static void woken(gw_instance *self) { say(self, "woken"); }

/* Its life ends here: the host is told that it failed. */
static gw_status write_value(gw_instance *self, const gw_write_command *command, gw_error *error) {
    (void)command, (void)error;
    self->host->failed(self->host->context, GW_UNREACHABLE, "the write broke it");
    return GW_DEVICE;
}

static const gw_describe describe_table = {sizeof(gw_describe), 1, describe};
static const gw_plan_extension plan_table = {sizeof(gw_plan_extension), 1, prepare};
static const gw_loop loop_table = {sizeof(gw_loop), 1, ready, timer, woken, read_group};
static const gw_write write_table = {sizeof(gw_write), 1, write_value};

static const void *get_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &plan_table;
    if (!strcmp(id, GW_EXTENSION_LOOP)) return &loop_table;
    if (!strcmp(id, GW_EXTENSION_WRITE)) return &write_table;
    return NULL;
}

static const gw_plugin plugin = {sizeof(gw_plugin), 1, 0, create, start, stop, destroy, NULL, get_extension};
const gw_plugin *gw_plugin_entry(uint32_t index) { return index == 0 ? &plugin : NULL; }
