/* SPDX-License-Identifier: 0BSD */
/* A sink that appends a line for every sample to a file, or to standard output:
 *
 *   1766160000000000000 pv.inverter.ac_power 4711.5 0x0000
 *
 * time in ns since 1970 UTC, point, value ("-" for none), quality. It is small, but whole; the comments say what a sink
 * owes the gateway. The gateway calls it in this order:
 *
 *   gw_plugin_entry -> get_extension -> describe              what is this?
 *   create -> prepare                                         settings and the names of the points, no I/O
 *   start -> deliver, deliver ... -> stop -> start ...        the work
 *   destroy
 *
 * The gateway makes one call at a time to an instance: no locks are needed. It may have several instances: no globals. */
#include <gateway/gateway.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- What it is -------------------------------------------------------------------------------------------------- */

/* Settings, in the order in which `create` gets them. The gateway checks them before. */
#define SETTING_PATH 0
#define SETTING_SYNC 1
static const gw_field settings_schema[] = {
    [SETTING_PATH] = {.key = "path",
                      .help = "File to append to, from the root on; '-' is standard output.",
                      .default_value = "-",
                      .minimum = 1,
                      .maximum = 4095,
                      .type = GW_FIELD_TEXT},
    [SETTING_SYNC] = {.key = "sync",
                      .help = "When a block counts as delivered: in the hands of the system, or on the disk.",
                      .default_value = "disk",
                      .choices = "system|disk",
                      .minimum = 1, /* above the maximum: no range */
                      .type = GW_FIELD_CHOICE},
};

static const gw_description description = {
    .struct_size = sizeof(gw_description),
    .kind = GW_KIND_SINK,
    .id = "my-plugin",
    .version = "0.1.0",
    .name = "My plugin",
    .summary = "Appends a line for every sample to a file or to standard output.",
    .settings = {settings_schema, sizeof settings_schema / sizeof *settings_schema, 0},
};

static const gw_description *describe(const gw_plugin *self) {
    (void)self;
    return &description;
}

/* ---- What it keeps ----------------------------------------------------------------------------------------------- */

struct gw_instance {
    const gw_host *host;
    char *path;
    int wants_disk;
    int fd;           /* -1: closed */
    int is_file;      /* a regular file: a half written block can be taken back */
    char **names;     /* of the points, by handle */
    uint32_t count;   /* of names */
    char *text;       /* the lines of one block */
    size_t size;      /* of text, as far as it is used */
    size_t room;      /* of text */
    uint64_t last[3]; /* stream, epoch and sequence of the last block that was written */
};

/* Says why. The gateway shows the message to people: name the fact and what to do, not the class of the error. */
static gw_status fail(gw_error *error, gw_status status, const char *what, const char *path, int code) {
    snprintf(error->message, sizeof error->message, "%s %s: %s", what, path, strerror(code));
    return status;
}

/* ---- Its life ---------------------------------------------------------------------------------------------------- */

static gw_status create(const gw_plugin *self, const gw_host *host, const gw_settings *settings, gw_instance **instance,
                        gw_error *error) {
    (void)self;
    if (settings->count <= SETTING_SYNC) {
        error->column = settings->count;
        snprintf(error->message, sizeof error->message, "fewer settings came than this plugin declares");
        return GW_CONFIGURATION;
    }
    const char *path = settings->cells[SETTING_PATH].value.text;
    if (path[0] != '/' && strcmp(path, "-")) {
        error->column = SETTING_PATH;
        snprintf(error->message, sizeof error->message, "begin the path with '/': nobody knows where a gateway was started");
        return GW_CONFIGURATION;
    }
    gw_instance *made = calloc(1, sizeof *made);
    if (made) made->path = strdup(path);
    if (!made || !made->path) {
        free(made);
        return fail(error, GW_BUG, "cannot keep", "the settings", ENOMEM);
    }
    made->host = host;
    made->fd = -1;
    made->wants_disk = !strcmp(settings->cells[SETTING_SYNC].value.text, "disk");
    *instance = made;
    return GW_OK;
}

/* The plan is borrowed: what is needed later is copied. Handles of a plan are 0, 1, 2 ... */
static gw_status prepare(gw_instance *self, const gw_plan *plan, gw_error *error) {
    self->names = calloc(plan->point_count + 1, sizeof *self->names);
    if (!self->names) return fail(error, GW_BUG, "cannot keep", "the plan", ENOMEM);
    self->count = plan->point_count;
    for (uint32_t i = 0; i < plan->point_count; i++) {
        const gw_point *point = &plan->points[i];
        if (point->handle >= self->count) return fail(error, GW_BUG, "handle beyond the plan of", point->name, EINVAL);
        self->names[point->handle] = strdup(point->name);
        if (!self->names[point->handle]) return fail(error, GW_BUG, "cannot keep", "the plan", ENOMEM);
    }
    return GW_OK;
}

static gw_status start(gw_instance *self, gw_error *error) {
    struct stat facts;
    self->fd = strcmp(self->path, "-") ? open(self->path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640)
                                       : fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    /* The disk may come back, the folder may be made: the gateway tries again, and keeps the samples until then. */
    if (self->fd < 0) return fail(error, GW_UNREACHABLE, "cannot open", self->path, errno);
    self->is_file = fstat(self->fd, &facts) == 0 && S_ISREG(facts.st_mode);
    self->host->link(self->host->context, GW_ALL_DEVICES, GW_LINK_UP, GW_QUALITY_GOOD, "open");
    return GW_OK;
}

static void stop(gw_instance *self) {
    if (self->fd >= 0) close(self->fd);
    self->fd = -1;
}

static void destroy(gw_instance *self) {
    stop(self);
    for (uint32_t i = 0; i < self->count; i++) free(self->names[i]);
    free(self->names);
    free(self->text);
    free(self->path);
    free(self);
}

/* ---- Lines ------------------------------------------------------------------------------------------------------- */

/* Makes room for `more` bytes; 0 when there is none. */
static int reserve(gw_instance *self, size_t more) {
    if (self->room - self->size >= more) return 1;
    size_t room = (self->size + more) * 2;
    char *text = realloc(self->text, room);
    if (!text) return 0;
    self->text = text;
    self->room = room;
    return 1;
}

/* A text in one line: blanks and what does not print become '_'. Bytes beyond ASCII are UTF-8 and stay. */
static void put_text(gw_instance *self, const uint8_t *bytes, uint32_t size) {
    for (uint32_t i = 0; i < size; i++) self->text[self->size++] = bytes[i] <= ' ' || bytes[i] == 127 ? '_' : (char)bytes[i];
}

static int put_value(gw_instance *self, const gw_sample *sample, const gw_batch *batch) {
    char *end = self->text + self->size;
    gw_span span = sample->value.span;
    switch (sample->type) {
    case GW_TYPE_BOOL: return self->size += (size_t)sprintf(end, "%s", sample->value.u64 ? "true" : "false"), 1;
    case GW_TYPE_INT: return self->size += (size_t)sprintf(end, "%" PRId64, sample->value.i64), 1;
    case GW_TYPE_UINT: return self->size += (size_t)sprintf(end, "%" PRIu64, sample->value.u64), 1;
    case GW_TYPE_FLOAT: return self->size += (size_t)sprintf(end, "%.17g", sample->value.f64), 1;
    case GW_TYPE_TEXT:
        if (!reserve(self, span.size + 64)) return 0;
        put_text(self, batch->bytes + span.offset, span.size);
        return 1;
    case GW_TYPE_BYTES:
        if (!reserve(self, 2 * (size_t)span.size + 64)) return 0;
        for (uint32_t i = 0; i < span.size; i++)
            self->size += (size_t)sprintf(self->text + self->size, "%02x", batch->bytes[span.offset + i]);
        return 1;
    default: self->text[self->size++] = '-'; return 1; /* no value: the quality says why */
    }
}

static int put_line(gw_instance *self, const gw_sample *sample, const gw_batch *batch) {
    const char *name = sample->point < self->count && self->names[sample->point] ? self->names[sample->point] : "?";
    int64_t time = sample->source_time ? sample->source_time : batch->receive_time;
    if (!reserve(self, strlen(name) + 128)) return 0;
    self->size += (size_t)sprintf(self->text + self->size, "%" PRId64 " %s ", time, name);
    if (!put_value(self, sample, batch)) return 0;
    self->size += (size_t)sprintf(self->text + self->size, " 0x%04x\n", sample->quality);
    return 1;
}

/* ---- Delivering -------------------------------------------------------------------------------------------------- */

/* 0, or the errno after which some of the text may be there. */
static int write_all(int fd, const char *text, size_t size) {
    while (size > 0) {
        ssize_t count = write(fd, text, size);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        text += count;
        size -= (size_t)count;
    }
    return 0;
}

/* All or nothing: 0, or the errno after which the file is as it was before, so that a second try writes no line twice. */
static int append(gw_instance *self) {
    off_t before = self->is_file ? lseek(self->fd, 0, SEEK_END) : 0;
    int code = write_all(self->fd, self->text, self->size);
    if (code == 0 && self->is_file && self->wants_disk && fdatasync(self->fd) != 0) code = errno;
    return code != 0 && self->is_file && ftruncate(self->fd, before) != 0 ? EIO : code;
}

/* A block that was taken, but whose answer got lost, comes again: stream, epoch and sequence tell. */
static int is_known(const gw_instance *self, const gw_delivery *delivery) {
    return (delivery->flags & GW_DELIVERY_RESENT) && self->last[0] == delivery->stream &&
           self->last[1] == delivery->epoch && self->last[2] == delivery->sequence;
}

/* GW_OK only when the block is there for good: the gateway deletes it then. It has a thread of its own and may block. */
static gw_status deliver(gw_instance *self, const gw_delivery *delivery, gw_error *error) {
    const gw_batch *batch = delivery->batch;
    if (is_known(self, delivery)) return GW_OK;
    self->size = 0;
    for (uint32_t i = 0; i < batch->count; i++)
        if (!put_line(self, &batch->samples[i], batch))
            return fail(error, GW_RETRY, "cannot hold the lines of", "a block", ENOMEM);
    int code = append(self);
    /* Later it may work: the gateway keeps the block and offers it again. GW_REJECTED would give it up for ever. */
    if (code != 0) return fail(error, GW_RETRY, "cannot write to", self->path, code);
    self->last[0] = delivery->stream;
    self->last[1] = delivery->epoch;
    self->last[2] = delivery->sequence;
    return GW_OK;
}

/* ---- The tables -------------------------------------------------------------------------------------------------- */

static const gw_describe describe_table = {sizeof describe_table, 1, describe};
static const gw_plan_extension plan_table = {sizeof plan_table, 1, prepare};
static const gw_sink sink_table = {sizeof sink_table, 1, deliver, NULL}; /* NULL: one block at a time */

static const void *get_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &plan_table;
    if (!strcmp(id, GW_EXTENSION_SINK)) return &sink_table;
    return NULL; /* also for extensions that did not exist when this was written */
}

static const gw_plugin plugin = {
    .struct_size = sizeof(gw_plugin),
    .abi_major = GW_ABI_MAJOR,
    .abi_minor = GW_ABI_MINOR,
    .create = create,
    .start = start,
    .stop = stop,
    .destroy = destroy,
    .interrupt = NULL, /* a file does not keep anybody waiting; a sink with a socket ends its wait from here */
    .get_extension = get_extension,
};

/* The one symbol that the file shows. */
__attribute__((visibility("default"))) const gw_plugin *gw_plugin_entry(uint32_t index) {
    return index == 0 ? &plugin : NULL;
}
