/* gw.sink/1: a plugin that delivers samples northbound. With gw.loop/1 it must not block; without, it has a thread of
 * its own and may. */
#ifndef GATEWAY_SINK_H
#define GATEWAY_SINK_H

#include "batch.h"

#define GW_EXTENSION_SINK "gw.sink/1"

/* The block was, or may have been, offered before: receivers tell by stream, epoch and sequence. */
#define GW_DELIVERY_RESENT 1

typedef struct gw_delivery {
    uint32_t struct_size;
    uint32_t flags;
    uint64_t token;
    uint64_t stream;   /* of this sink on this gateway; survives restarts */
    uint64_t epoch;    /* grows with every start of the gateway */
    uint64_t sequence; /* grows by one with every new block of this stream and epoch */
    const gw_batch *batch;
} gw_delivery;

typedef struct gw_sink {
    uint32_t struct_size;
    uint32_t revision;
    /* Delivers a block. Final status, or GW_PENDING and one answer: GW_OK only when the receiver has it for good,
     * GW_RETRY to have it again later, GW_REJECTED with the reason to give it up. Blocks come in order; several may be
     * pending (up to `window`). [instance & running] */
    gw_status (*deliver)(gw_instance *self, const gw_delivery *delivery, gw_error *error);
    /* How many deliveries may be pending at once; 1 if NULL. [instance & idle] */
    uint32_t (*window)(gw_instance *self);
} gw_sink;

#endif
