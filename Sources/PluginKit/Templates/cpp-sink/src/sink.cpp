// SPDX-License-Identifier: 0BSD
// A sink that appends a line for every sample to a file, or to standard output:
//
//   1766160000000000000 pv.inverter.ac_power 4711.5 0x0000
//
// time in ns since 1970 UTC, point, value ("-" for none), quality. It is small, but whole; the comments say what a sink
// owes the gateway. The class in the middle is the sink; below it stand the tables of C functions through which the
// gateway calls it, in this order:
//
//   gw_plugin_entry -> get_extension -> describe              what is this?
//   create -> prepare                                         settings and the names of the points, no I/O
//   start -> deliver, deliver ... -> stop -> start ...        the work
//   destroy
//
// The gateway makes one call at a time to an instance: no locks are needed. It may have several instances: no globals.
#include <gateway/gateway.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace {

// ---- What it is ------------------------------------------------------------------------------------------------------

// Settings, in the order in which the sink gets them. The gateway checks them before.
enum Setting { path_setting, sync_setting };
const gw_field settings_schema[] = {
    {.key = "path",
     .help = "File to append to, from the root on; '-' is standard output.",
     .default_value = "-",
     .choices = nullptr,
     .minimum = 1,
     .maximum = 4095,
     .type = GW_FIELD_TEXT,
     .flags = 0},
    {.key = "sync",
     .help = "When a block counts as delivered: in the hands of the system, or on the disk.",
     .default_value = "disk",
     .choices = "system|disk",
     .minimum = 1, // above the maximum: no range
     .maximum = 0,
     .type = GW_FIELD_CHOICE,
     .flags = 0},
};

const gw_description description = {
    .struct_size = sizeof(gw_description),
    .kind = GW_KIND_SINK,
    .id = "my-plugin",
    .version = "0.1.0",
    .name = "My plugin",
    .summary = "Appends a line for every sample to a file or to standard output.",
    .capabilities = 0,
    .settings = {settings_schema, std::size(settings_schema), 0},
    .device = {},
    .address = {},
};

// ---- The sink --------------------------------------------------------------------------------------------------------

// A failure: the class tells the gateway what to do, the text tells people. Name the fact and what to do.
struct Failure : std::runtime_error {
    Failure(gw_status status, const std::string &message, uint32_t setting = GW_NO_COLUMN)
        : std::runtime_error(message), status(status), setting(setting) {}
    gw_status status;
    uint32_t setting; // at fault, in `create`
};

// The file that lines go to. Closed when it goes away.
class File {
  public:
    File() = default;
    File(const File &) = delete;
    File &operator=(const File &) = delete;
    ~File() { close(); }

    void open(const std::string &path) {
        fd = path == "-" ? ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
                         : ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
        // The disk may come back, the folder may be made: the gateway tries again, and keeps the samples until then.
        if (fd < 0) throw Failure(GW_UNREACHABLE, "cannot open " + path + ": " + std::strerror(errno));
        struct stat facts = {};
        is_regular = ::fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode);
    }

    void close() {
        if (const int old = std::exchange(fd, -1); old >= 0) ::close(old);
    }

    // All or nothing: 0, or the errno after which the file is as it was before, so that a second try writes no line twice.
    int append(std::string_view text, bool wants_disk) const {
        const off_t before = is_regular ? ::lseek(fd, 0, SEEK_END) : 0;
        int code = write_all(text);
        if (code == 0 && is_regular && wants_disk && ::fdatasync(fd) != 0) code = errno;
        return code != 0 && is_regular && ::ftruncate(fd, before) != 0 ? EIO : code;
    }

  private:
    int fd = -1;
    bool is_regular = false; // a half written block can be taken back

    // 0, or the errno after which some of the text may be there.
    int write_all(std::string_view rest) const {
        while (!rest.empty()) {
            const ssize_t count = ::write(fd, rest.data(), rest.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return errno;
            rest.remove_prefix(static_cast<size_t>(count));
        }
        return 0;
    }
};

class Sink {
  public:
    Sink(const gw_host *host, const gw_settings &settings)
        : host(host), path(settings.cells[path_setting].value.text),
          wants_disk(std::string_view(settings.cells[sync_setting].value.text) == "disk") {
        if (path != "-" && !path.starts_with('/'))
            throw Failure(GW_CONFIGURATION, "begin the path with '/': nobody knows where a gateway was started",
                          path_setting);
    }

    // The plan is borrowed: what is needed later is copied.
    void prepare(const gw_plan &plan) {
        for (uint32_t i = 0; i < plan.point_count; i++) {
            const gw_point &point = plan.points[i];
            if (names.size() <= point.handle) names.resize(point.handle + size_t{1});
            names[point.handle] = point.name;
        }
    }

    void start() {
        file.open(path);
        host->link(host->context, GW_ALL_DEVICES, GW_LINK_UP, GW_QUALITY_GOOD, "open");
    }

    void stop() { file.close(); }

    // Returns only when the block is there for good: the gateway deletes it then. It has a thread of its own and may block.
    void deliver(const gw_delivery &delivery) {
        // A block that was taken, but whose answer got lost, comes again: stream, epoch and sequence tell.
        const std::array<uint64_t, 3> block = {delivery.stream, delivery.epoch, delivery.sequence};
        if ((delivery.flags & GW_DELIVERY_RESENT) && block == last) return;
        text.clear();
        for (uint32_t i = 0; i < delivery.batch->count; i++) put_line(delivery.batch->samples[i], *delivery.batch);
        // Later it may work: the gateway keeps the block and offers it again. GW_REJECTED would give it up for ever.
        if (const int code = file.append(text, wants_disk); code != 0)
            throw Failure(GW_RETRY, "cannot write to " + path + ": " + std::strerror(code));
        last = block;
    }

  private:
    const gw_host *host;
    std::string path;
    bool wants_disk;
    std::vector<std::string> names; // of the points, by handle
    File file;
    std::string text;                  // the lines of one block; keeps its memory from block to block
    std::array<uint64_t, 3> last = {}; // stream, epoch and sequence of the last block that was written

    template <typename Number> void put(Number number) {
        char room[32];
        text.append(room, std::to_chars(room, room + sizeof room, number).ptr);
    }

    // A text in one line: blanks and what does not print become '_'. Bytes beyond ASCII are UTF-8 and stay.
    void put_text(const uint8_t *bytes, uint32_t size) {
        for (uint32_t i = 0; i < size; i++) text += bytes[i] <= ' ' || bytes[i] == 127 ? '_' : static_cast<char>(bytes[i]);
    }

    void put_hex(const uint8_t *bytes, uint32_t size) {
        for (uint32_t i = 0; i < size; i++) (text += "0123456789abcdef"[bytes[i] >> 4]) += "0123456789abcdef"[bytes[i] & 15];
    }

    void put_value(const gw_sample &sample, const gw_batch &batch) {
        const gw_span span = sample.value.span;
        switch (sample.type) {
        case GW_TYPE_BOOL: text += sample.value.u64 ? "true" : "false"; break;
        case GW_TYPE_INT: put(sample.value.i64); break;
        case GW_TYPE_UINT: put(sample.value.u64); break;
        case GW_TYPE_FLOAT: put(sample.value.f64); break;
        case GW_TYPE_TEXT: put_text(batch.bytes + span.offset, span.size); break;
        case GW_TYPE_BYTES: put_hex(batch.bytes + span.offset, span.size); break;
        default: text += '-'; // no value: the quality says why
        }
    }

    void put_line(const gw_sample &sample, const gw_batch &batch) {
        put(sample.source_time ? sample.source_time : batch.receive_time);
        (text += ' ') += sample.point < names.size() ? names[sample.point] : "?";
        text += ' ';
        put_value(sample, batch);
        const uint8_t quality[] = {static_cast<uint8_t>(sample.quality >> 8), static_cast<uint8_t>(sample.quality)};
        text += " 0x";
        put_hex(quality, 2);
        text += '\n';
    }
};

// ---- The tables ------------------------------------------------------------------------------------------------------

Sink &sink(gw_instance *self) { return *reinterpret_cast<Sink *>(self); }

gw_status fail(gw_error *error, gw_status status, const char *message, uint32_t column = GW_NO_COLUMN) {
    error->column = column;
    std::snprintf(error->message, sizeof error->message, "%s", message);
    return status;
}

// No exception may cross the contract: the other side may not be C++ at all.
template <typename Work> gw_status guarded(gw_error *error, Work work) {
    try {
        work();
        return GW_OK;
    } catch (const Failure &failure) {
        return fail(error, failure.status, failure.what(), failure.setting);
    } catch (const std::exception &unexpected) {
        return fail(error, GW_BUG, unexpected.what());
    }
}

gw_status create(const gw_plugin *, const gw_host *host, const gw_settings *settings, gw_instance **instance,
                 gw_error *error) {
    return guarded(error, [&] {
        if (settings->count < std::size(settings_schema))
            throw Failure(GW_CONFIGURATION, "fewer settings came than this plugin declares", settings->count);
        *instance = reinterpret_cast<gw_instance *>(new Sink(host, *settings));
    });
}
gw_status start(gw_instance *self, gw_error *error) {
    return guarded(error, [&] { sink(self).start(); });
}
void stop(gw_instance *self) { sink(self).stop(); }
void destroy(gw_instance *self) { delete &sink(self); }

const gw_describe describe_table = {sizeof describe_table, 1, [](const gw_plugin *) { return &description; }};
const gw_plan_extension plan_table = {
    sizeof plan_table, 1, [](gw_instance *self, const gw_plan *plan, gw_error *error) {
        return guarded(error, [&] { sink(self).prepare(*plan); });
    }};
const gw_sink sink_table = {sizeof sink_table, 1,
                            [](gw_instance *self, const gw_delivery *delivery, gw_error *error) {
                                return guarded(error, [&] { sink(self).deliver(*delivery); });
                            },
                            nullptr}; // one block at a time

const void *get_extension(const gw_plugin *, const char *id) {
    const std::string_view name = id;
    if (name == GW_EXTENSION_DESCRIBE) return &describe_table;
    if (name == GW_EXTENSION_PLAN) return &plan_table;
    if (name == GW_EXTENSION_SINK) return &sink_table;
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
    .interrupt = nullptr, // a file does not keep anybody waiting; a sink with a socket ends its wait from here
    .get_extension = get_extension,
};

} // namespace

// The one symbol that the file shows.
extern "C" __attribute__((visibility("default"))) const gw_plugin *gw_plugin_entry(uint32_t index) {
    return index == 0 ? &plugin : nullptr;
}
