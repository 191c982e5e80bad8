/* gw.trace/1: frames as they cross the wire, for `gatewayctl trace`. */
#ifndef GATEWAY_TRACE_H
#define GATEWAY_TRACE_H

#include "base.h"

#define GW_EXTENSION_TRACE "gw.trace/1"

#define GW_TRACE_SENT 1
#define GW_TRACE_RECEIVED 2

/* The host's side, from gw_host.get_extension. */
typedef struct gw_trace_host {
    uint32_t struct_size;
    uint32_t revision;
    void *context;
    /* One frame, and what it means in words (NULL: nothing to say). Call it only while tracing is on. [instance] */
    void (*frame)(void *context, uint32_t direction, const uint8_t *bytes, uint64_t size, const char *words);
} gw_trace_host;

/* The plugin's side. */
typedef struct gw_trace {
    uint32_t struct_size;
    uint32_t revision;
    /* Tracing on (1) or off (0); off at first. [instance] */
    void (*enable)(gw_instance *self, uint32_t on);
} gw_trace;

#endif
