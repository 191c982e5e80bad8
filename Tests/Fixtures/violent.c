/* A driver that takes its process down, or its thread, or what the process has. Its first setting is PLACE:DEED, as in
 * "read:crash" or "stop:spin"; everywhere else it behaves. For children only.
 *
 * Places: create, prepare, start, read, timer (a millisecond after start), ready (a watched file), stop, destroy, interrupt,
 * thread (one of its own, begun in start).
 * Deeds: crash, abort, exit, overflow (of the stack), spin, sleep, leak (64 MiB a time), files (64 a time), fork, threads
 * (without end). */
#ifndef FIXTURE_ID
#define FIXTURE_ID "violent"
#endif
#define FIXTURE_OWN_LIFE
#define FIXTURE_OWN_EXTENSIONS
#include "fixture.h"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

struct gw_instance {
    const gw_host *host;
    char place[16], deed[16];
    int ends[2];
    int64_t count;
};

static void say(gw_instance *self, const char *what, const char *outcome) {
    char line[128];
    snprintf(line, sizeof line, "%s: %s", what, outcome);
    if (self->host) self->host->log(self->host->context, GW_LOG_INFO, line);
}

static void spin(void) {
    for (volatile uint64_t turns = 0;; turns++) {}
}

static int overflow(volatile char *above) {
    if (*above == 77) return 0;
    volatile char room[4096];
    room[0] = *above;
    return overflow(room) + room[0];
}

/* What nobody looks at when it fails, as so often. */
static void leak(void) {
    char *memory = malloc(64 << 20);
    memset(memory, 1, 64 << 20);
}

static void leak_files(gw_instance *self) {
    for (int i = 0; i < 64; i++) {
        if (dup(2) >= 0) continue;
        return say(self, "files", strerror(errno));
    }
}

/* A bomb with a short fuse: where it may, it ends by itself. */
static void fork_often(gw_instance *self) {
    int made = 0, code = 0;
    for (int i = 0; i < 64 && code == 0; i++) {
        pid_t child = fork();
        if (child == 0) _exit(0);
        if (child < 0)
            code = errno;
        else
            made++, waitpid(child, NULL, 0);
    }
    say(self, "fork", code == 0 ? "done" : strerror(code));
}

static void *wait_for_ever(void *none) {
    for (;;) pause();
    return none;
}

static void start_threads(gw_instance *self) {
    pthread_t thread;
    int code = 0;
    for (int i = 0; i < 100000 && code == 0; i++) code = pthread_create(&thread, NULL, wait_for_ever, NULL);
    say(self, "threads", code == 0 ? "done" : strerror(code));
}

static void act(gw_instance *self) {
    const char *deed = self->deed;
    char here = 0;
    if (!strcmp(deed, "crash")) *(volatile int *)8 = 1;
    if (!strcmp(deed, "abort")) abort();
    if (!strcmp(deed, "exit")) exit(0);
    if (!strcmp(deed, "overflow")) overflow(&here);
    if (!strcmp(deed, "spin")) spin();
    if (!strcmp(deed, "sleep")) wait_for_ever(NULL);
    if (!strcmp(deed, "leak")) leak();
    if (!strcmp(deed, "files")) leak_files(self);
    if (!strcmp(deed, "fork")) fork_often(self);
    if (!strcmp(deed, "threads")) start_threads(self);
}

static void at(gw_instance *self, const char *place) {
    if (!strcmp(self->place, place)) act(self);
}

static void *elsewhere(void *self) { return act(self), NULL; }

static gw_status fixture_create(const gw_plugin *self, const gw_host *host, const gw_settings *settings,
                                gw_instance **instance, gw_error *error) {
    (void)self, (void)error;
    gw_instance *made = calloc(1, sizeof *made);
    made->host = host;
    sscanf(settings->cells[0].value.text, "%15[^:]:%15s", made->place, made->deed);
    at(made, "create");
    *instance = made;
    return GW_OK;
}

static gw_status prepare(gw_instance *self, const gw_plan *plan, gw_error *error) {
    (void)plan, (void)error;
    return at(self, "prepare"), GW_OK;
}

static gw_status fixture_start(gw_instance *self, gw_error *error) {
    (void)error;
    at(self, "start");
    if (!strcmp(self->place, "thread")) {
        pthread_t thread;
        pthread_create(&thread, NULL, elsewhere, self);
        pthread_detach(thread);
    }
    const gw_loop_host *loop = self->host->get_extension(self->host->context, GW_EXTENSION_LOOP);
    if (!loop) return GW_OK;
    if (pipe(self->ends) != 0 || write(self->ends[1], "w", 1) != 1) return GW_UNREACHABLE;
    loop->watch(loop->context, self->ends[0], GW_READABLE, 1);
    return loop->set_timer(loop->context, 1, 1000000);
}

static void fixture_stop(gw_instance *self) {
    at(self, "stop");
    close(self->ends[0]), close(self->ends[1]);
}

static void fixture_destroy(gw_instance *self) {
    at(self, "destroy");
    free(self);
}

static void fixture_interrupt(gw_instance *self) { at(self, "interrupt"); }

static gw_status read_once(gw_instance *self) {
    at(self, "read");
    gw_sample sample = {.point = 0, .type = GW_TYPE_INT, .value = {.i64 = ++self->count}};
    gw_batch batch = {sizeof batch, 1, &sample, NULL, 0, 5};
    return self->host->publish(self->host->context, &batch);
}

static const gw_plan_extension plan_table = {sizeof(gw_plan_extension), 1, prepare};

#ifdef FIXTURE_POLLED
static gw_status read_group(gw_instance *self, uint32_t group, gw_error *error) {
    return (void)group, (void)error, read_once(self);
}
static const gw_poll reading_table = {sizeof(gw_poll), 1, read_group};
#define READING GW_EXTENSION_POLL
#else
static gw_status read_group(gw_instance *self, uint32_t group, uint64_t token) {
    return (void)group, (void)token, read_once(self);
}
static void ready(gw_instance *self, uint64_t id, uint32_t events) {
    char byte;
    (void)id, (void)events;
    if (read(self->ends[0], &byte, 1) == 1) at(self, "ready");
}
static void timer(gw_instance *self, uint64_t id) { (void)id, at(self, "timer"); }
static const gw_loop reading_table = {sizeof(gw_loop), 1, ready, timer, NULL, read_group};
#define READING GW_EXTENSION_LOOP
#endif

static const void *fixture_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &fixture_describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &plan_table;
    if (!strcmp(id, READING)) return &reading_table;
    return NULL;
}
