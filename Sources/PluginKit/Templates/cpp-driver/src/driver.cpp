// SPDX-License-Identifier: 0BSD
// A driver that plays its own device: a sine wave, a counter and a number that can be set.
//
// It is small, but whole. Where a real driver would talk to its device, a comment begins with "Device:". The class at the
// top is the driver; below it stand the tables of C functions through which the gateway calls it, in this order:
//
//   gw_plugin_entry -> get_extension -> describe              what is this?
//   create -> prepare                                         settings and points, no I/O
//   start -> read, read, write, read ... -> stop -> start ... the work
//   destroy
//
// The gateway makes one call at a time to an instance: no locks are needed. It may have several instances: no globals.
#include <gateway/gateway.h>

#include <cmath>
#include <cstdio>
#include <exception>
#include <iterator>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

// ---- What it is ------------------------------------------------------------------------------------------------------

// Settings of a channel, in the order in which the driver gets them. The gateway checks them before.
enum Setting { amplitude_setting, period_setting };
const gw_field settings_schema[] = {
    {.key = "amplitude",
     .help = "Height of the sine wave.",
     .default_value = "100",
     .choices = nullptr,
     .minimum = 0,
     .maximum = 1e9,
     .type = GW_FIELD_FLOAT,
     .flags = 0},
    {.key = "period_ms",
     .help = "How long one wave takes.",
     .default_value = "60000",
     .choices = nullptr,
     .minimum = 100,
     .maximum = 86400000,
     .type = GW_FIELD_INT,
     .flags = 0},
};

// Address columns of a point table, in the order in which `prepare` gets them.
enum Column { signal_column };
const gw_field address_schema[] = {
    {.key = "signal",
     .help = "What the point shows: the wave, the number of polls, or what was set.",
     .default_value = nullptr,
     .choices = "sine|counter|setpoint",
     .minimum = 1, // above the maximum: no range
     .maximum = 0,
     .type = GW_FIELD_CHOICE,
     .flags = GW_FIELD_REQUIRED},
};

const gw_description description = {
    .struct_size = sizeof(gw_description),
    .kind = GW_KIND_DRIVER,
    .id = "my-plugin",
    .version = "0.1.0",
    .name = "My plugin",
    .summary = "Plays a device with a sine wave, a counter and a number that can be set.",
    .capabilities = GW_CAPABILITY_WRITE,
    .settings = {settings_schema, std::size(settings_schema), 0},
    .device = {},
    .address = {address_schema, std::size(address_schema), 0},
};

// ---- The driver ------------------------------------------------------------------------------------------------------

// A failure: the class tells the gateway what to do, the text tells people. Name the fact and what to do.
struct Failure : std::runtime_error {
    Failure(gw_status status, const std::string &message) : std::runtime_error(message), status(status) {}
    gw_status status;
};

enum class Signal { sine, counter, setpoint };

struct Point {
    uint32_t handle;
    uint32_t group;
    Signal signal;
};

class Driver {
  public:
    Driver(const gw_host *host, const gw_settings &settings)
        : host(host), amplitude(settings.cells[amplitude_setting].value.real),
          period_ns(settings.cells[period_setting].value.integer * 1'000'000) {}

    // The plan is borrowed: what is needed later is copied. Real drivers merge neighbouring registers here.
    void prepare(const gw_plan &plan) {
        bool is_good = true;
        for (uint32_t i = 0; i < plan.point_count; i++) {
            const gw_point &point = plan.points[i];
            const Signal signal = signal_named(point.address[signal_column].value.text);
            if (const char *problem = problem_of(point, signal)) {
                plan.problem(plan.context, point.handle, signal_column, problem);
                is_good = false;
            }
            points.push_back({point.handle, point.group, signal});
        }
        samples.reserve(points.size());
        if (!is_good) throw Failure(GW_CONFIGURATION, "some addresses are wrong");
    }

    void start() {
        // Device: connect. Nobody there? throw Failure(GW_UNREACHABLE, "..."), and the gateway tries again later.
        started = host->monotonic(host->context);
        polls = 0;
        target = std::numeric_limits<double>::quiet_NaN();
        host->link(host->context, GW_ALL_DEVICES, GW_LINK_UP, GW_QUALITY_GOOD, "connected");
    }

    void stop() {
        // Device: close the connection. After this the gateway may start it again.
    }

    // Reads the points of one group and publishes a sample for each. It has a thread of its own and may block.
    void read(uint32_t group) {
        // Device: ask it. A point that cannot be read gets GW_TYPE_NONE and a quality; if nothing can, throw
        // GW_UNREACHABLE or GW_TIMEOUT. Never invent a value.
        polls++;
        samples.clear();
        for (const Point &point : points)
            if (point.group == group) samples.push_back(sample_of(point));
        publish();
    }

    // Writes one value. Never tried twice: the device may have done it the first time.
    void write(const gw_write_command &command) {
        const double number = number_of(command);
        if (!is_setpoint(command.point))
            throw Failure(GW_UNSUPPORTED, "only points with signal 'setpoint' can be written");
        if (command.phase != GW_PHASE_DIRECT) throw Failure(GW_UNSUPPORTED, "this device knows no select and operate");
        if (!std::isfinite(number)) throw Failure(GW_DEVICE, "the device takes finite numbers only");
        if (host->monotonic(host->context) > command.deadline)
            throw Failure(GW_TIMEOUT, "the command came too late and was not sent");
        // Device: send it, and wait for its answer.
        target = number;
    }

  private:
    const gw_host *host;
    double amplitude;
    int64_t period_ns;
    std::vector<Point> points;
    std::vector<gw_sample> samples; // used again for every read
    int64_t started = 0;            // gw_host.monotonic
    uint64_t polls = 0;
    double target = std::numeric_limits<double>::quiet_NaN(); // not a number: nobody has set it yet

    // The gateway has checked that it is one of the choices.
    static Signal signal_named(std::string_view word) {
        if (word == "sine") return Signal::sine;
        return word == "counter" ? Signal::counter : Signal::setpoint;
    }

    // What no schema can say: a counter is no float, a wave is no whole number.
    static const char *problem_of(const gw_point &point, Signal signal) {
        const bool is_float = point.data_type == GW_DATA_FLOAT32 || point.data_type == GW_DATA_FLOAT64;
        if (signal == Signal::counter && point.data_type != GW_DATA_UINT64) return "a counter has the type uint64";
        if (signal != Signal::counter && !is_float) return "this signal has the type float32 or float64";
        if (signal != Signal::setpoint && (point.access & GW_ACCESS_WRITE)) return "only signal 'setpoint' can be written";
        return nullptr;
    }

    static double number_of(const gw_write_command &command) {
        switch (command.type) {
        case GW_TYPE_FLOAT: return command.value.f64;
        case GW_TYPE_INT: return static_cast<double>(command.value.i64);
        case GW_TYPE_UINT:
        case GW_TYPE_BOOL: return static_cast<double>(command.value.u64);
        default: return std::numeric_limits<double>::quiet_NaN(); // texts and bytes are no numbers
        }
    }

    bool is_setpoint(uint32_t handle) const {
        for (const Point &point : points)
            if (point.handle == handle) return point.signal == Signal::setpoint;
        return false;
    }

    double wave() const {
        const int64_t elapsed = host->monotonic(host->context) - started;
        const double turn = static_cast<double>(elapsed % period_ns) / static_cast<double>(period_ns);
        return amplitude * std::sin(turn * 2 * std::numbers::pi);
    }

    gw_sample sample_of(const Point &point) const {
        gw_sample sample = {};
        sample.point = point.handle;
        sample.type = GW_TYPE_FLOAT;
        if (point.signal == Signal::sine) sample.value.f64 = wave();
        if (point.signal == Signal::setpoint) sample.value.f64 = target;
        if (point.signal == Signal::counter) {
            sample.type = GW_TYPE_UINT;
            sample.value.u64 = polls;
        }
        if (point.signal == Signal::setpoint && std::isnan(target)) { // no value is not the value zero
            sample.type = GW_TYPE_NONE;
            sample.quality = GW_QUALITY_BAD | GW_REASON_WAITING;
        }
        return sample;
    }

    void publish() const {
        if (samples.empty()) return;
        gw_batch batch = {};
        batch.struct_size = sizeof batch;
        batch.count = static_cast<uint32_t>(samples.size());
        batch.samples = samples.data();
        batch.receive_time = host->wall_clock(host->context);
        host->publish(host->context, &batch);
    }
};

// ---- The tables ------------------------------------------------------------------------------------------------------

Driver &driver(gw_instance *self) { return *reinterpret_cast<Driver *>(self); }

gw_status fail(gw_error *error, gw_status status, const char *message) {
    std::snprintf(error->message, sizeof error->message, "%s", message);
    return status;
}

// No exception may cross the contract: the other side may not be C++ at all.
template <typename Work> gw_status guarded(gw_error *error, Work work) {
    try {
        work();
        return GW_OK;
    } catch (const Failure &failure) {
        return fail(error, failure.status, failure.what());
    } catch (const std::exception &unexpected) {
        return fail(error, GW_BUG, unexpected.what());
    }
}

gw_status create(const gw_plugin *, const gw_host *host, const gw_settings *settings, gw_instance **instance,
                 gw_error *error) {
    return guarded(error, [&] {
        if (settings->count < std::size(settings_schema))
            throw Failure(GW_CONFIGURATION, "fewer settings came than this plugin declares");
        *instance = reinterpret_cast<gw_instance *>(new Driver(host, *settings));
    });
}
gw_status start(gw_instance *self, gw_error *error) {
    return guarded(error, [&] { driver(self).start(); });
}
void stop(gw_instance *self) { driver(self).stop(); }
void destroy(gw_instance *self) { delete &driver(self); }

const gw_describe describe_table = {sizeof describe_table, 1, [](const gw_plugin *) { return &description; }};
const gw_plan_extension plan_table = {
    sizeof plan_table, 1, [](gw_instance *self, const gw_plan *plan, gw_error *error) {
        return guarded(error, [&] { driver(self).prepare(*plan); });
    }};
const gw_poll poll_table = {sizeof poll_table, 1, [](gw_instance *self, uint32_t group, gw_error *error) {
                                return guarded(error, [&] { driver(self).read(group); });
                            }};
const gw_write write_table = {
    sizeof write_table, 1, [](gw_instance *self, const gw_write_command *command, gw_error *error) {
        return guarded(error, [&] { driver(self).write(*command); });
    }};

const void *get_extension(const gw_plugin *, const char *id) {
    const std::string_view name = id;
    if (name == GW_EXTENSION_DESCRIBE) return &describe_table;
    if (name == GW_EXTENSION_PLAN) return &plan_table;
    if (name == GW_EXTENSION_POLL) return &poll_table;
    if (name == GW_EXTENSION_WRITE) return &write_table;
    return nullptr; // also for extensions that did not exist when this was written
}

const gw_plugin plugin = {
    .struct_size = sizeof(gw_plugin),
    .abi_major = GW_ABI_MAJOR,
    .abi_minor = GW_ABI_MINOR,
    .create = create,
    .start = start,
    .stop = stop,
    .destroy = destroy,
    .interrupt = nullptr, // nothing here blocks; a driver that waits for a device ends the wait from here
    .get_extension = get_extension,
};

} // namespace

// The one symbol that the file shows.
extern "C" __attribute__((visibility("default"))) const gw_plugin *gw_plugin_entry(uint32_t index) {
    return index == 0 ? &plugin : nullptr;
}
