/* gw.loop/1: a plugin that never blocks. The host watches files and timers for it, so that one thread serves
 * thousands of connections. Calls must return within a few milliseconds. */
#ifndef GATEWAY_LOOP_H
#define GATEWAY_LOOP_H

#include "base.h"

#define GW_EXTENSION_LOOP "gw.loop/1"

#define GW_READABLE 1
#define GW_WRITABLE 2
#define GW_HANGUP 4 /* error or hang-up: only reported, together with the others */

/* The host's side, from gw_host.get_extension. */
typedef struct gw_loop_host {
    uint32_t struct_size;
    uint32_t revision;
    void *context;
    /* Watches a file level-triggered for `events`, replacing what was asked before for this fd; 0 ends the watch. End
     * the watch before you close the fd. `id` comes back in gw_loop.ready. [instance] */
    gw_status (*watch)(void *context, int32_t fd, uint32_t events, uint64_t id);
    /* Calls gw_loop.timer once, after delay_ns (resolution 1 ms); the same id again replaces it. [instance] */
    gw_status (*set_timer)(void *context, uint64_t id, int64_t delay_ns);
    /* [instance] */
    void (*cancel_timer)(void *context, uint64_t id);
    /* Makes the host call gw_loop.woken soon, once for any number of wakes. [thread-safe] */
    void (*wake)(void *context);
} gw_loop_host;

/* The plugin's side. After stop, watches and timers are gone and none of these is called. */
typedef struct gw_loop {
    uint32_t struct_size;
    uint32_t revision;
    /* [instance & running] */
    void (*ready)(gw_instance *self, uint64_t id, uint32_t events);
    /* [instance & running] */
    void (*timer)(gw_instance *self, uint64_t id);
    /* May be NULL. [instance & running] */
    void (*woken)(gw_instance *self);
    /* Drivers that are polled: begin to read a group and publish its samples as they come. Return GW_PENDING and answer
     * `token` when the group is through, or the final status. The host asks at the group's period and not again before
     * the answer. NULL for drivers that only speak by themselves. [instance & running] */
    gw_status (*read)(gw_instance *self, uint32_t group, uint64_t token);
} gw_loop;

#endif
