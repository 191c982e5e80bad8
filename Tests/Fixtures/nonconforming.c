/* A plugin that keeps the contract but for one deed, chosen when it is compiled: -DDEED='"two-answers"'. -DLOOP makes it a
 * driver on the host's loop, -DSINK a sink, else it is a driver that may block; -DPEER gives it a host and a port. */
#include "gateway/gateway.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef DEED
#define DEED "none"
#endif

static int does(const char *deed) { return !strcmp(DEED, deed); }

struct gw_instance {
    const gw_host *host;
    const gw_loop_host *loop;
    const gw_trace_host *trace;
    const char *kept; /* memory that was only lent */
    uint32_t points;
    uint32_t first;
    uint64_t token;
    int32_t port;
    int starts, running, tracing, failed_once, wire, wake;
    int pipe[2];
    pthread_t thread;
};

static const gw_host *last_host;

/* --- description --- */

static gw_field settings[] = {
    {"label", "A text for nothing.", "plain", 0, 1, 100, GW_FIELD_TEXT, 0},
#ifdef PEER
    {"host", "Where the device is.", "localhost", 0, 1, 100, GW_FIELD_TEXT, 0},
    {"port", "Port of the device.", "502", 0, 1, 65535, GW_FIELD_INT, 0},
#endif
};
static gw_field address[] = {{"register", "Which register.", 0, 0, 0, 65535, GW_FIELD_INT, GW_FIELD_REQUIRED}};

static gw_description description = {
    .struct_size = sizeof(gw_description),
#ifdef SINK
    .kind = GW_KIND_SINK,
#else
    .kind = GW_KIND_DRIVER,
    .address = {address, 1, 0},
#endif
    .id = "nonconforming",
    .version = "1.0.0",
    .name = "Nonconforming",
    .summary = "A plugin for tests.",
    .settings = {settings, sizeof settings / sizeof settings[0], 0},
};

static const gw_description *describe(const gw_plugin *self) {
    (void)self;
#ifdef SINK
    (void)address;
#endif
    if (does("bad-key")) settings[0].key = "Bad Key";
    if (does("no-help")) settings[0].help = "";
    if (does("latin-1")) settings[0].help = "A T\xE9xt for nothing.";
    return &description;
}

/* --- what a plugin says --- */

static gw_status answer(gw_instance *self, uint64_t token, gw_status status, const char *message) {
    gw_answer answer = {sizeof answer, status, 0, message};
    return self->host->answer(self->host->context, token, &answer);
}

static void publish_one(const gw_host *host, gw_sample sample) {
    gw_batch batch = {sizeof batch, 1, &sample, (const uint8_t *)"abc\xFF\xFE", 5, 0};
    if (does("short-batch")) batch.struct_size = 8;
    host->publish(host->context, &batch);
}

static void publish(gw_instance *self) {
    const gw_host *host = does("global-host") ? last_host : self->host;
    for (uint32_t i = 0; i < self->points; i++) {
        if (does("half-group") && i % 2) continue;
        gw_sample sample = {.point = self->first + i, .type = GW_TYPE_INT, .value = {.i64 = i}};
#ifdef PEER
        sample.type = GW_TYPE_NONE, sample.quality = GW_QUALITY_BAD | GW_REASON_NOT_CONNECTED;
        if (does("says-nothing")) sample.type = GW_TYPE_INT, sample.quality = 0;
#endif
        if (does("bad-handle")) sample.point += 5000;
        if (does("bad-type")) sample.type = 9;
        if (does("bad-grade")) sample.quality = 0xC000;
        if (does("bad-span")) sample.type = GW_TYPE_TEXT, sample.value.span = (gw_span){3, 40};
        if (does("bad-text")) sample.type = GW_TYPE_TEXT, sample.value.span = (gw_span){0, 5};
        publish_one(host, sample);
    }
}

static void *afar(void *context) {
    gw_instance *self = context;
    gw_sample sample = {.point = self->first, .type = GW_TYPE_INT};
    if (does("thread-publish")) publish_one(self->host, sample);
    return NULL;
}

static void *ghost(void *context) {
    const gw_host *host = context;
    for (int i = 0; i < 100; i++) usleep(5000), host->log(host->context, GW_LOG_INFO, "still here");
    return NULL;
}

static void *sleeper(void *context) { return sleep(60), context; }

static void begin_thread(void *(*body)(void *), void *context) {
    pthread_t thread;
    pthread_attr_t small;
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    if (pthread_create(&thread, &small, body, context) == 0) pthread_detach(thread);
    pthread_attr_destroy(&small);
}

/* --- life --- */

static gw_status create(const gw_plugin *self, const gw_host *host, const gw_settings *given, gw_instance **instance,
                        gw_error *error) {
    (void)self;
    if (given->count > 0 && given->cells[0].type == GW_TYPE_TEXT && strchr(given->cells[0].value.text, ' ')) {
        error->column = does("wrong-column") ? 99 : 0;
        if (!does("mute-refusal")) snprintf(error->message, sizeof error->message, "label has a blank");
        return GW_CONFIGURATION;
    }
    if (does("refuse-defaults")) {
        snprintf(error->message, sizeof error->message, "not like this");
        return GW_CONFIGURATION;
    }
    gw_instance *made = calloc(1, sizeof *made);
    made->host = last_host = host;
    made->wire = made->pipe[0] = made->pipe[1] = -1;
    made->loop = host->get_extension(host->context, GW_EXTENSION_LOOP);
    made->trace = host->get_extension(host->context, GW_EXTENSION_TRACE);
#ifdef PEER
    if (given->count > 2) made->port = (int32_t)given->cells[2].value.integer;
#endif
    if (does("create-thread")) begin_thread(sleeper, NULL);
    if (does("publish-in-create")) publish_one(host, (gw_sample){.type = GW_TYPE_NONE});
    *instance = made;
    return GW_OK;
}

static gw_status prepare(gw_instance *self, const gw_plan *plan, gw_error *error) {
    self->points = plan->point_count < 64 ? plan->point_count : 64;
    self->first = plan->point_count ? plan->points[0].handle : 0;
    if (plan->point_count) self->kept = plan->points[0].name;
    if (does("bad-problem") && plan->point_count == 1) {
        plan->problem(plan->context, 77777, 0, "no such register");
        snprintf(error->message, sizeof error->message, "an address is wrong");
        return GW_CONFIGURATION;
    }
    if (does("problem-but-ok") && plan->point_count) plan->problem(plan->context, self->first, 0, "no such register");
    return GW_OK;
}

static int connect_to(int32_t port) {
    struct sockaddr_in peer = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    peer.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int wire = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(wire, (struct sockaddr *)&peer, sizeof peer) == 0) return wire;
    close(wire);
    return -1;
}

static gw_status start(gw_instance *self, gw_error *error) {
    self->starts++;
    self->wake = eventfd(0, EFD_CLOEXEC);
    if (does("odd-start")) return close(self->wake), 42;
    if (does("mute-failure")) return close(self->wake), GW_DEVICE;
    if (does("latin-1-error")) {
        close(self->wake);
        snprintf(error->message, sizeof error->message, "T\xE9l\xE9");
        return GW_DEVICE;
    }
    if (does("no-second-start") && self->starts > 1) {
        close(self->wake);
        snprintf(error->message, sizeof error->message, "started twice");
        return GW_BUG;
    }
    if (does("deaf")) sleep(60);
    if (does("sends-late")) self->wire = connect_to(self->port);
    if (does("keeps-file") || does("leaks-files")) dup(0);
    if (does("keeps-thread") || does("leaks-threads")) begin_thread(sleeper, NULL);
    if (does("says-up")) self->host->link(self->host->context, GW_ALL_DEVICES, GW_LINK_UP, 0, "connected");
    if (does("gives-up")) self->host->failed(self->host->context, GW_CONFIGURATION, "nobody is there");
#ifdef LOOP
    if (pipe(self->pipe) == 0 && (self->loop || does("needs-extensions"))) {
        self->loop->watch(self->loop->context, self->pipe[0], GW_READABLE, 1);
        self->loop->set_timer(self->loop->context, 2, 5000000);
    }
#endif
    self->running = 1;
    return GW_OK;
}

static void stop(gw_instance *self) {
    self->running = 0;
    if (does("slow-stop")) sleep(5);
    if (self->wire >= 0) close(self->wire), self->wire = -1;
    if (self->pipe[0] >= 0) close(self->pipe[0]), close(self->pipe[1]), self->pipe[0] = self->pipe[1] = -1;
    close(self->wake);
}

static void destroy(gw_instance *self) {
    if (does("hang-in-destroy")) sleep(60);
    if (does("after-destroy")) begin_thread(ghost, (void *)self->host);
    if (!does("leaks-memory")) free(self);
}

static void interrupt(gw_instance *self) {
    uint64_t one = 1;
    if (self->running) (void)!write(self->wake, &one, sizeof one);
}

/* --- work --- */

static void misbehave(gw_instance *self) {
    const gw_host *host = self->host;
    if (does("keeps-plan") && self->kept) self->points += strlen(self->kept) > 100000;
    if (does("bad-device")) host->link(host->context, 77, GW_LINK_DOWN, GW_QUALITY_BAD, "?");
    if (does("failed-ok")) host->failed(host->context, GW_OK, "nothing");
    if (does("bad-level")) host->log(host->context, 17, "a line");
    if (does("null-log")) host->log(host->context, GW_LOG_INFO, NULL);
    if (does("always-trace") && self->trace)
        self->trace->frame(self->trace->context, GW_TRACE_SENT, (const uint8_t *)"x", 1, "x");
    if (does("thread-publish") && pthread_create(&self->thread, NULL, afar, self) == 0) pthread_join(self->thread, NULL);
    if (does("closes-watched") && self->pipe[0] >= 0) close(self->pipe[0]), self->pipe[0] = -1;
    if (does("slow")) usleep(600000);
    if (does("aborts")) abort();
}

static gw_status read_now(gw_instance *self, uint32_t group, gw_error *error) {
    (void)group;
    misbehave(self);
    if (does("odd-interrupt") || does("cancels")) {
        struct pollfd wait = {self->wake, POLLIN, 0};
        uint64_t drained;
        if (poll(&wait, 1, 30000) == 1) (void)!read(self->wake, &drained, sizeof drained);
        snprintf(error->message, sizeof error->message, "interrupted");
        return does("cancels") ? GW_CANCELLED : GW_DEVICE;
    }
    publish(self);
#ifdef PEER
    if (does("says-nothing")) return GW_OK;
    if (!does("sends-late")) {
        snprintf(error->message, sizeof error->message, "nobody is there");
        return GW_UNREACHABLE;
    }
#endif
    return GW_OK;
}

static gw_status read_later(gw_instance *self, uint32_t group, uint64_t token) {
    (void)group;
    misbehave(self);
    publish(self);
    if (does("no-answer")) return GW_PENDING;
    if (does("short-token")) return answer(self, (uint32_t)token, GW_OK, NULL), GW_PENDING;
    if (does("two-answers")) answer(self, token, GW_OK, NULL);
    if (does("answer-and-status")) return answer(self, token, GW_OK, NULL), GW_OK;
    if (does("odd-answer")) return answer(self, token, 33, "?"), GW_PENDING;
    answer(self, token, GW_OK, NULL);
    return GW_PENDING;
}

static gw_status write_now(gw_instance *self, const gw_write_command *command, gw_error *error) {
    if (does("lies")) return GW_OK;
    if (does("rejects-write")) return GW_REJECTED;
    if (does("sends-late") && self->wire >= 0) return (void)!write(self->wire, "x", 1), GW_OK;
    (void)command;
    snprintf(error->message, sizeof error->message, "nobody is there");
    return GW_UNREACHABLE;
}

static gw_status deliver(gw_instance *self, const gw_delivery *delivery, gw_error *error) {
    (void)delivery, (void)error;
    misbehave(self);
    if (does("mute-reject")) return GW_REJECTED;
    return GW_OK;
}

static uint32_t window(gw_instance *self) { return (void)self, does("no-window") ? 0 : 4; }
static void ready(gw_instance *self, uint64_t id, uint32_t events) { (void)self, (void)id, (void)events; }
static void timer(gw_instance *self, uint64_t id) { (void)self, (void)id; }
static void enable(gw_instance *self, uint32_t on) { self->tracing = (int)on; }

/* --- tables --- */

static const gw_describe describe_table = {sizeof(gw_describe), 1, describe};
static const gw_plan_extension plan_table = {sizeof(gw_plan_extension), 1, prepare};
static const gw_poll poll_table = {sizeof(gw_poll), 1, read_now};
static const gw_loop loop_table = {sizeof(gw_loop), 1, ready, timer, NULL, read_later};
static const gw_write write_table = {sizeof(gw_write), 1, write_now};
static const gw_sink sink_table = {sizeof(gw_sink), 1, deliver, window};
static const gw_trace trace_table = {sizeof(gw_trace), 1, enable};

static const void *extension(const gw_plugin *self, const char *id) {
    (void)self;
    (void)poll_table, (void)loop_table, (void)write_table, (void)sink_table;
    if (does("moving-tables") && !strcmp(id, GW_EXTENSION_PLAN)) {
        gw_plan_extension *copy = malloc(sizeof *copy);
        return *copy = plan_table, copy;
    }
    if (does("prefix-ids") && !strncmp(id, GW_EXTENSION_TRACE, 8)) return &trace_table;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &plan_table;
    if (!strcmp(id, GW_EXTENSION_TRACE)) return &trace_table;
#ifdef SINK
    if (!strcmp(id, GW_EXTENSION_SINK)) return &sink_table;
#else
    if (!strcmp(id, GW_EXTENSION_WRITE)) return &write_table;
#ifdef LOOP
    if (!strcmp(id, GW_EXTENSION_LOOP)) return &loop_table;
#else
    if (!strcmp(id, GW_EXTENSION_POLL)) return &poll_table;
#endif
#endif
    return NULL;
}

static const gw_plugin plugin = {sizeof(gw_plugin), GW_ABI_MAJOR, GW_ABI_MINOR, create, start,
                                 stop,              destroy,      interrupt,    extension};

const gw_plugin *gw_plugin_entry(uint32_t index) { return index == 0 ? &plugin : NULL; }
