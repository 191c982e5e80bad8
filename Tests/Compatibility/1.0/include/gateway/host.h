/* What the host offers to one instance. The table and its context live until the instance is destroyed. */
#ifndef GATEWAY_HOST_H
#define GATEWAY_HOST_H

#include "batch.h"

#define GW_ALL_DEVICES 0xFFFFFFFFu

#define GW_LINK_DOWN 0
#define GW_LINK_UP 1

/* The answer to a request that was GW_PENDING. */
typedef struct gw_answer {
    uint32_t struct_size;
    gw_status status;
    int64_t retry_after_ns; /* with GW_RETRY: not before this long; 0: the host chooses */
    const char *message;    /* NULL when there is nothing to say */
} gw_answer;

typedef struct gw_host {
    uint32_t struct_size;
    uint16_t abi_major;
    uint16_t abi_minor;
    void *context; /* first argument of every function below */

    /* Writes one line to the gateway's log. [thread-safe] */
    void (*log)(void *context, int32_t level, const char *message);
    /* Nanoseconds since 1970 UTC; may jump. For time stamps only. [thread-safe] */
    int64_t (*wall_clock)(void *context);
    /* Nanoseconds since some moment; never jumps. For time-outs and schedules. [thread-safe] */
    int64_t (*monotonic)(void *context);
    /* Hands samples to the gateway, which copies what it keeps. A sample with an unknown handle, type or span is
     * left out and counted as a fault of the plugin; the others are taken. [instance & running] */
    gw_status (*publish)(void *context, const gw_batch *batch);
    /* Says that a device (or GW_ALL_DEVICES) is reachable or not. DOWN gives its points `quality`, which keeps their
     * last values; UP changes no point. [instance & running] */
    void (*link)(void *context, uint32_t device, uint32_t state, uint16_t quality, const char *message);
    /* Says that this instance cannot go on. The host soon calls stop, waits (back-off with jitter for UNREACHABLE,
     * TIMEOUT and DEVICE; for ever for CONFIGURATION) and calls start again. [instance & running] */
    void (*failed)(void *context, gw_status status, const char *message);
    /* Answers a pending request. The first answer counts; another one is a fault of the plugin. [thread-safe] */
    gw_status (*answer)(void *context, uint64_t token, const gw_answer *answer);
    /* A table of the host by name ("gw.loop/1", "gw.command/1", "gw.trace/1"), or NULL. [thread-safe] */
    const void *(*get_extension)(void *context, const char *id);
} gw_host;

#endif
