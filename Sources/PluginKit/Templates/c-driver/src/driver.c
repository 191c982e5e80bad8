/* SPDX-License-Identifier: 0BSD */
/* A driver that plays its own device: a sine wave, a counter and a number that can be set.
 *
 * It is small, but whole. Where a real driver would talk to its device, a comment begins with "Device:". The rest is how
 * a driver talks to the gateway, in the order in which the gateway calls it:
 *
 *   gw_plugin_entry -> get_extension -> describe              what is this?
 *   create -> prepare                                         settings and points, no I/O
 *   start -> read, read, write, read ... -> stop -> start ... the work
 *   destroy
 *
 * The gateway makes one call at a time to an instance: no locks are needed. It may have several instances: no globals. */
#include <gateway/gateway.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- What it is -------------------------------------------------------------------------------------------------- */

/* Settings of a channel, in the order in which `create` gets them. The gateway checks them before. */
#define SETTING_AMPLITUDE 0
#define SETTING_PERIOD 1
static const gw_field settings_schema[] = {
    [SETTING_AMPLITUDE] = {.key = "amplitude",
                           .help = "Height of the sine wave.",
                           .default_value = "100",
                           .minimum = 0,
                           .maximum = 1e9,
                           .type = GW_FIELD_FLOAT},
    [SETTING_PERIOD] = {.key = "period_ms",
                        .help = "How long one wave takes.",
                        .default_value = "60000",
                        .minimum = 100,
                        .maximum = 86400000,
                        .type = GW_FIELD_INT},
};

/* Address columns of a point table, in the order in which `prepare` gets them. */
#define COLUMN_SIGNAL 0
static const gw_field address_schema[] = {
    [COLUMN_SIGNAL] = {.key = "signal",
                       .help = "What the point shows: the wave, the number of polls, or what was set.",
                       .choices = "sine|counter|setpoint",
                       .minimum = 1, /* above the maximum: no range */
                       .type = GW_FIELD_CHOICE,
                       .flags = GW_FIELD_REQUIRED},
};

static const gw_description description = {
    .struct_size = sizeof(gw_description),
    .kind = GW_KIND_DRIVER,
    .id = "my-plugin",
    .version = "0.1.0",
    .name = "My plugin",
    .summary = "Plays a device with a sine wave, a counter and a number that can be set.",
    .capabilities = GW_CAPABILITY_WRITE,
    .settings = {settings_schema, sizeof settings_schema / sizeof *settings_schema, 0},
    .address = {address_schema, sizeof address_schema / sizeof *address_schema, 0},
};

static const gw_description *describe(const gw_plugin *self) {
    (void)self;
    return &description;
}

/* ---- What it keeps ----------------------------------------------------------------------------------------------- */

typedef enum { SIGNAL_SINE, SIGNAL_COUNTER, SIGNAL_SETPOINT } signal_kind;

typedef struct {
    uint32_t handle;
    uint32_t group;
    signal_kind signal;
} point;

struct gw_instance {
    const gw_host *host;
    double amplitude;
    int64_t period_ns;
    point *points;
    uint32_t point_count;
    gw_sample *samples; /* room for one sample of every point */
    int64_t started;    /* gw_host.monotonic */
    uint64_t polls;
    double setpoint;
    int is_set; /* whether anybody has set it since the start */
};

/* Says why. The gateway shows the message to people: name the fact and what to do, not the class of the error. */
static gw_status fail(gw_error *error, gw_status status, const char *message) {
    snprintf(error->message, sizeof error->message, "%s", message);
    return status;
}

/* ---- Its life ---------------------------------------------------------------------------------------------------- */

static gw_status create(const gw_plugin *self, const gw_host *host, const gw_settings *settings, gw_instance **instance,
                        gw_error *error) {
    (void)self;
    if (settings->count <= SETTING_PERIOD) {
        error->column = settings->count;
        return fail(error, GW_CONFIGURATION, "fewer settings came than this plugin declares");
    }
    gw_instance *made = calloc(1, sizeof *made);
    if (!made) return fail(error, GW_BUG, "out of memory");
    made->host = host;
    made->amplitude = settings->cells[SETTING_AMPLITUDE].value.real;
    made->period_ns = settings->cells[SETTING_PERIOD].value.integer * 1000000;
    *instance = made;
    return GW_OK;
}

/* The type of the cell was checked by the gateway, and that it is one of the choices. */
static signal_kind signal_named(const char *word) {
    if (!strcmp(word, "sine")) return SIGNAL_SINE;
    return strcmp(word, "counter") ? SIGNAL_SETPOINT : SIGNAL_COUNTER;
}

/* What no schema can say: a counter is no float, a wave is no whole number. */
static const char *problem_of(const gw_point *point, signal_kind signal) {
    int is_float = point->data_type == GW_DATA_FLOAT32 || point->data_type == GW_DATA_FLOAT64;
    if (signal == SIGNAL_COUNTER && point->data_type != GW_DATA_UINT64) return "a counter has the type uint64";
    if (signal != SIGNAL_COUNTER && !is_float) return "this signal has the type float32 or float64";
    if (signal != SIGNAL_SETPOINT && (point->access & GW_ACCESS_WRITE)) return "only signal 'setpoint' can be written";
    return NULL;
}

/* The plan is borrowed: what is needed later is copied. Real drivers merge neighbouring registers here. */
static gw_status prepare(gw_instance *self, const gw_plan *plan, gw_error *error) {
    gw_status status = GW_OK;
    self->points = calloc(plan->point_count + 1, sizeof *self->points);
    self->samples = calloc(plan->point_count + 1, sizeof *self->samples);
    if (!self->points || !self->samples) return fail(error, GW_BUG, "out of memory");
    for (uint32_t i = 0; i < plan->point_count; i++) {
        const gw_point *from = &plan->points[i];
        signal_kind signal = signal_named(from->address[COLUMN_SIGNAL].value.text);
        const char *problem = problem_of(from, signal);
        if (problem) {
            plan->problem(plan->context, from->handle, COLUMN_SIGNAL, problem);
            status = GW_CONFIGURATION;
        }
        self->points[self->point_count++] = (point){from->handle, from->group, signal};
    }
    return status == GW_OK ? GW_OK : fail(error, status, "some addresses are wrong");
}

static gw_status start(gw_instance *self, gw_error *error) {
    (void)error;
    const gw_host *host = self->host;
    /* Device: connect. Nobody there? return fail(error, GW_UNREACHABLE, "..."), and the gateway tries again later. */
    self->started = host->monotonic(host->context);
    self->polls = 0;
    self->is_set = 0;
    host->link(host->context, GW_ALL_DEVICES, GW_LINK_UP, GW_QUALITY_GOOD, "connected");
    return GW_OK;
}

static void stop(gw_instance *self) {
    /* Device: close the connection. After this the gateway may start it again. */
    (void)self;
}

static void destroy(gw_instance *self) {
    free(self->points);
    free(self->samples);
    free(self);
}

/* ---- Reading ----------------------------------------------------------------------------------------------------- */

static double wave(const gw_instance *self) {
    int64_t elapsed = self->host->monotonic(self->host->context) - self->started;
    double turn = (double)(elapsed % self->period_ns) / (double)self->period_ns;
    return self->amplitude * sin(turn * 2 * 3.14159265358979323846);
}

static gw_sample sample_of(const gw_instance *self, const point *point) {
    gw_sample sample = {.point = point->handle, .type = GW_TYPE_FLOAT};
    switch (point->signal) {
    case SIGNAL_SINE: sample.value.f64 = wave(self); break;
    case SIGNAL_COUNTER:
        sample.type = GW_TYPE_UINT;
        sample.value.u64 = self->polls;
        break;
    case SIGNAL_SETPOINT:
        sample.value.f64 = self->setpoint;
        if (!self->is_set) { /* no value is not the value zero */
            sample.type = GW_TYPE_NONE;
            sample.quality = GW_QUALITY_BAD | GW_REASON_WAITING;
        }
        break;
    }
    return sample;
}

/* Reads the points of one group and publishes a sample for each. It has a thread of its own and may block. */
static gw_status read_group(gw_instance *self, uint32_t group, gw_error *error) {
    (void)error;
    const gw_host *host = self->host;
    uint32_t count = 0;
    /* Device: ask it. A point that cannot be read gets GW_TYPE_NONE and a quality; if nothing can, return GW_UNREACHABLE
     * or GW_TIMEOUT with a message. Never invent a value. */
    self->polls++;
    for (uint32_t i = 0; i < self->point_count; i++)
        if (self->points[i].group == group) self->samples[count++] = sample_of(self, &self->points[i]);
    gw_batch batch = {.struct_size = sizeof batch,
                      .count = count,
                      .samples = self->samples,
                      .receive_time = host->wall_clock(host->context)};
    return count > 0 ? host->publish(host->context, &batch) : GW_OK;
}

/* ---- Writing ----------------------------------------------------------------------------------------------------- */

static const point *point_with(const gw_instance *self, uint32_t handle) {
    for (uint32_t i = 0; i < self->point_count; i++)
        if (self->points[i].handle == handle) return &self->points[i];
    return NULL;
}

static double number_of(const gw_write_command *command) {
    switch (command->type) {
    case GW_TYPE_FLOAT: return command->value.f64;
    case GW_TYPE_INT: return (double)command->value.i64;
    case GW_TYPE_UINT:
    case GW_TYPE_BOOL: return (double)command->value.u64;
    default: return NAN; /* texts and bytes are no numbers */
    }
}

/* Writes one value and says what became of it. Never tried twice: the device may have done it the first time. */
static gw_status write_value(gw_instance *self, const gw_write_command *command, gw_error *error) {
    const gw_host *host = self->host;
    const point *target = point_with(self, command->point);
    double number = number_of(command);
    if (!target || target->signal != SIGNAL_SETPOINT)
        return fail(error, GW_UNSUPPORTED, "only points with signal 'setpoint' can be written");
    if (command->phase != GW_PHASE_DIRECT) return fail(error, GW_UNSUPPORTED, "this device knows no select and operate");
    if (!isfinite(number)) return fail(error, GW_DEVICE, "the device takes finite numbers only");
    if (host->monotonic(host->context) > command->deadline)
        return fail(error, GW_TIMEOUT, "the command came too late and was not sent");
    /* Device: send it, and wait for its answer. */
    self->setpoint = number;
    self->is_set = 1;
    return GW_OK;
}

/* ---- The tables -------------------------------------------------------------------------------------------------- */

static const gw_describe describe_table = {sizeof describe_table, 1, describe};
static const gw_plan_extension plan_table = {sizeof plan_table, 1, prepare};
static const gw_poll poll_table = {sizeof poll_table, 1, read_group};
static const gw_write write_table = {sizeof write_table, 1, write_value};

static const void *get_extension(const gw_plugin *self, const char *id) {
    (void)self;
    if (!strcmp(id, GW_EXTENSION_DESCRIBE)) return &describe_table;
    if (!strcmp(id, GW_EXTENSION_PLAN)) return &plan_table;
    if (!strcmp(id, GW_EXTENSION_POLL)) return &poll_table;
    if (!strcmp(id, GW_EXTENSION_WRITE)) return &write_table;
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
    .interrupt = NULL, /* nothing here blocks; a driver that waits for a device ends the wait from here */
    .get_extension = get_extension,
};

/* The one symbol that the file shows. */
__attribute__((visibility("default"))) const gw_plugin *gw_plugin_entry(uint32_t index) {
    return index == 0 ? &plugin : NULL;
}
