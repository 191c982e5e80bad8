/* Samples and batches: what drivers publish and sinks receive. */
#ifndef GATEWAY_BATCH_H
#define GATEWAY_BATCH_H

#include "base.h"

typedef struct gw_span {
    uint32_t offset; /* into gw_batch.bytes */
    uint32_t size;
} gw_span;

typedef union gw_scalar {
    int64_t i64;
    uint64_t u64;
    double f64;
    gw_span span;
} gw_scalar;

/* One value of one point. 24 bytes, no padding. */
typedef struct gw_sample {
    uint32_t point;      /* gw_point.handle */
    uint8_t type;        /* GW_TYPE_* */
    uint8_t flags;       /* 0; kept for later */
    uint16_t quality;    /* GW_QUALITY_* | GW_REASON_* | GW_FLAG_* */
    int64_t source_time; /* ns since 1970 UTC as the device says; 0: the device says nothing, the receive time counts */
    gw_scalar value;
} gw_sample;

/* Samples that arrived together. Everything in it is borrowed for the call. */
typedef struct gw_batch {
    uint32_t struct_size;
    uint32_t count;
    const gw_sample *samples;
    const uint8_t *bytes; /* texts and byte strings of the samples */
    uint64_t bytes_size;
    int64_t receive_time; /* ns since 1970 UTC */
} gw_batch;

#endif
