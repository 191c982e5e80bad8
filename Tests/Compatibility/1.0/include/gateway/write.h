/* gw.write/1: a driver that can change its devices. */
#ifndef GATEWAY_WRITE_H
#define GATEWAY_WRITE_H

#include "batch.h"

#define GW_EXTENSION_WRITE "gw.write/1"

#define GW_PHASE_DIRECT 0
#define GW_PHASE_SELECT 1
#define GW_PHASE_OPERATE 2
#define GW_PHASE_CANCEL 3

typedef struct gw_write_command {
    uint32_t struct_size;
    uint32_t point; /* gw_point.handle */
    uint64_t token;
    int64_t deadline; /* gw_host.monotonic; after this nothing may be sent to the device any more */
    uint8_t type;     /* GW_TYPE_*; raw device units, the host has undone scale and offset */
    uint8_t phase;    /* GW_PHASE_* */
    uint8_t reserved[6];
    gw_scalar value;
    const uint8_t *bytes; /* TEXT and BYTES: value.span points in here */
    uint64_t bytes_size;
} gw_write_command;

typedef struct gw_write {
    uint32_t struct_size;
    uint32_t revision;
    /* Writes one value. Returns the final status, or GW_PENDING and answers the token exactly once. A driver on a loop
     * must not block. Never try a write again by yourself: the device may have done it. [instance & running] */
    gw_status (*write)(gw_instance *self, const gw_write_command *command, gw_error *error);
} gw_write;

#endif
