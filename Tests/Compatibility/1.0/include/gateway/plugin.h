/* The core of a plugin: one exported function and six others. Everything else is an extension. */
#ifndef GATEWAY_PLUGIN_H
#define GATEWAY_PLUGIN_H

#include "base.h"
#include "host.h"
#include "plan.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct gw_plugin gw_plugin;
struct gw_plugin {
    uint32_t struct_size; /* these eight bytes never move */
    uint16_t abi_major;
    uint16_t abi_minor;

    /* Makes an instance from settings alone: no I/O, no threads. `host` lives until destroy. [probe] or, once the
     * plugin is in use, on the thread that the instance will have. */
    gw_status (*create)(const gw_plugin *self, const gw_host *host, const gw_settings *settings, gw_instance **instance,
                        gw_error *error);
    /* Begins to work. A plugin with gw.loop/1 must not block: it starts to connect and reports by gw_host.link. Others
     * may block until connected; interrupt ends that. [instance & idle] */
    gw_status (*start)(gw_instance *instance, gw_error *error);
    /* Ends the work and frees files, sockets and threads; start may follow. Pending requests need no answer any more.
     * At most 2 s; a plugin with gw.loop/1 must not block. [instance & running] */
    void (*stop)(gw_instance *instance);
    /* Frees the instance. [instance & idle] */
    void (*destroy)(gw_instance *instance);
    /* Asks a blocking start, read, write or deliver to return soon with GW_CANCELLED. May be NULL. [thread-safe] */
    void (*interrupt)(gw_instance *instance);
    /* A table of the plugin by name, or NULL. Tables live as long as the process. [probe] [thread-safe] */
    const void *(*get_extension)(const gw_plugin *self, const char *id);
};

/* The one exported function: the plugins of this file, index 0, 1, 2 …, then NULL. The tables live as long as the
 * process; the file is never unloaded. [probe] [thread-safe] */
#define GW_PLUGIN_ENTRY "gw_plugin_entry"
const gw_plugin *gw_plugin_entry(uint32_t index);

#ifdef __cplusplus
}
#endif

#endif
