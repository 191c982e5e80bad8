/* gw.command/1: an instance that brings commands into the gateway (a command topic, a master station). */
#ifndef GATEWAY_COMMAND_H
#define GATEWAY_COMMAND_H

#include "batch.h"
#include "host.h"

#define GW_EXTENSION_COMMAND "gw.command/1"

typedef struct gw_command_request {
    uint32_t struct_size;
    uint8_t type; /* GW_TYPE_*; engineering units, the host converts to the point's own type */
    uint8_t phase;
    uint8_t reserved[2];
    uint64_t token; /* the plugin's own; comes back in gw_command.answered */
    const char *point; /* `channel.device.point` */
    gw_scalar value;
    const uint8_t *bytes;
    uint64_t bytes_size;
    int64_t lifetime_ns; /* 0: the gateway's default (5 s) */
} gw_command_request;

/* The host's side, from gw_host.get_extension. */
typedef struct gw_command_host {
    uint32_t struct_size;
    uint32_t revision;
    void *context;
    /* Asks for a write. GW_PENDING: gw_command.answered follows exactly once; any other status is final.
     * [instance & running] */
    gw_status (*request)(void *context, const gw_command_request *request);
} gw_command_host;

/* The plugin's side. */
typedef struct gw_command {
    uint32_t struct_size;
    uint32_t revision;
    /* [instance & running] */
    void (*answered)(gw_instance *self, uint64_t token, const gw_answer *answer);
} gw_command;

#endif
