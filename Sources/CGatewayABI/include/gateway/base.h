/* Words that every part of the contract uses.
 *
 * The contract is plain C99: fixed-width types, no enums, no bit-fields, no varargs, and no memory that one side
 * allocates and the other frees. Tables carry their own size and grow at the end only: a reader copies
 * min(struct_size, sizeof) bytes into a zeroed local and looks there, so an absent function reads as NULL.
 *
 * Who may call what, and when, stands in brackets at every function:
 *   [probe]            before any instance exists, in any process, from any thread
 *   [instance & idle]  one call at a time for this instance, between create and start or after stop
 *   [instance & running]  one call at a time for this instance, between start and stop
 *   [instance]         one call at a time for this instance, idle or running
 *   [thread-safe]      any thread, any time, returns at once
 * The host never calls an instance from within a call that this instance makes to the host.
 * Arguments are borrowed for the call. Texts are UTF-8 and end with a zero byte, unless a size stands beside them. */
#ifndef GATEWAY_BASE_H
#define GATEWAY_BASE_H

#include <stdint.h>

#define GW_ABI_MAJOR 1
#define GW_ABI_MINOR 0

/* What became of a call. A class, not a cause: the host decides by it what to do, once for all plugins. */
typedef int32_t gw_status;

#define GW_OK 0             /* done */
#define GW_PENDING 1        /* taken; exactly one gw_host.answer with the call's token follows */
#define GW_CONFIGURATION -1 /* settings or an address are wrong: not tried again until they change */
#define GW_UNREACHABLE -2   /* nobody there: tried again, with back-off */
#define GW_DEVICE -3        /* the device answered with an error of its own */
#define GW_TIMEOUT -4       /* no answer in time */
#define GW_CANCELLED -5     /* interrupted by the host */
#define GW_UNSUPPORTED -6   /* this plugin cannot do that */
#define GW_BUG -7           /* the plugin or the host broke the contract */
#define GW_RETRY -8         /* delivery: not now; keep it and offer it again */
#define GW_REJECTED -9      /* delivery: never; offering it again is useless */

/* How a value travels. A float that is NaN or infinite is no value: the host takes the sample for bad, out of range. A
 * text or byte string is at most 65536 bytes long and a text is valid UTF-8: with others, the host counts a fault and
 * takes the sample for bad. These are limits of the host, and may be widened. */
#define GW_TYPE_NONE 0  /* no value: the quality applies to the last value of the point */
#define GW_TYPE_BOOL 1  /* value.u64 is 0 or 1 */
#define GW_TYPE_INT 2   /* value.i64 */
#define GW_TYPE_UINT 3  /* value.u64 */
#define GW_TYPE_FLOAT 4 /* value.f64 */
#define GW_TYPE_TEXT 5  /* value.span into the bytes beside the batch, UTF-8 */
#define GW_TYPE_BYTES 6 /* value.span into the bytes beside the batch */

/* What a device stores: the common `type` column of a point table. */
#define GW_DATA_BOOL 1
#define GW_DATA_INT8 2
#define GW_DATA_INT16 3
#define GW_DATA_INT32 4
#define GW_DATA_INT64 5
#define GW_DATA_UINT8 6
#define GW_DATA_UINT16 7
#define GW_DATA_UINT32 8
#define GW_DATA_UINT64 9
#define GW_DATA_FLOAT32 10
#define GW_DATA_FLOAT64 11
#define GW_DATA_TEXT 12
#define GW_DATA_BYTES 13

/* Quality: bits 15..14 say how good, bits 13..8 say why, bits 7..0 are flags. 0 is plainly good. */
#define GW_QUALITY_GOOD 0x0000
#define GW_QUALITY_UNCERTAIN 0x4000
#define GW_QUALITY_BAD 0x8000
#define GW_QUALITY_GRADE_MASK 0xC000
#define GW_QUALITY_REASON_MASK 0x3F00

#define GW_REASON_NONE 0x0000
#define GW_REASON_NOT_CONNECTED 0x0100
#define GW_REASON_DEVICE_FAILURE 0x0200
#define GW_REASON_SENSOR_FAILURE 0x0300
#define GW_REASON_OUT_OF_RANGE 0x0400
#define GW_REASON_OVERFLOW 0x0500
#define GW_REASON_SUBSTITUTED 0x0600
#define GW_REASON_BLOCKED 0x0700
#define GW_REASON_STALE 0x0800
#define GW_REASON_TEST 0x0900
#define GW_REASON_CONFIGURATION 0x0A00
#define GW_REASON_LAST_KNOWN 0x0B00
#define GW_REASON_WAITING 0x0C00 /* nothing read yet */

#define GW_FLAG_SOURCE_TIME_INVALID 0x0001
#define GW_FLAG_CLOCK_UNSYNCED 0x0002

#define GW_LOG_TRACE 0
#define GW_LOG_DEBUG 1
#define GW_LOG_INFO 2
#define GW_LOG_WARNING 3
#define GW_LOG_ERROR 4

/* One running plugin instance; the plugin's own, opaque to the host. */
typedef struct gw_instance gw_instance;

/* Room for a reason, owned by the caller and zeroed before the call.
 * `column` is the index of the setting (in create) at fault, or GW_NO_COLUMN. */
#define GW_NO_COLUMN 0xFFFFFFFFu
typedef struct gw_error {
    uint32_t struct_size;
    uint32_t column;
    char message[504];
} gw_error;

#endif
