/* The prepared plan: the points an instance will work on, given once, so that a driver can merge registers and a
 * sink can prepare names before anything runs. */
#ifndef GATEWAY_PLAN_H
#define GATEWAY_PLAN_H

#include "batch.h"

/* One setting or one address column, in the order of the schema that gw.describe/1 declares.
 * The host has checked type, range and choice against the schema and filled in defaults. */
typedef struct gw_cell {
    uint8_t type; /* GW_TYPE_NONE when not given and without default, else BOOL, INT, FLOAT or TEXT */
    uint8_t reserved[3];
    uint32_t size; /* of the text, without its zero byte */
    union {
        int64_t integer; /* INT; BOOL as 0 or 1 */
        double real;     /* FLOAT */
        const char *text;
    } value;
} gw_cell;

typedef struct gw_settings {
    uint32_t struct_size;
    uint32_t count;
    const gw_cell *cells; /* schema order; shorter than the plugin's schema only across versions */
    const char *name;     /* of the channel or sink, for logs and client ids */
    const char *site;
} gw_settings;

typedef struct gw_device {
    uint32_t index; /* 0, 1, 2 … within the plan */
    uint32_t cell_count;
    const char *name;
    const gw_cell *cells; /* device schema order */
} gw_device;

/* Points of one device that are read together at one period. */
typedef struct gw_group {
    uint32_t index; /* 0, 1, 2 … within the plan */
    uint32_t device;
    int64_t period_ns; /* 0: never polled, the device speaks by itself */
} gw_group;

#define GW_ACCESS_READ 1
#define GW_ACCESS_WRITE 2

typedef struct gw_point {
    uint32_t handle; /* what samples and commands of this instance carry */
    uint32_t device;
    uint32_t group;
    uint8_t data_type; /* GW_DATA_* */
    uint8_t access;    /* GW_ACCESS_* */
    uint16_t cell_count;
    const char *name; /* `channel.device.point` for sinks; the point's own id for drivers */
    const char *unit;
    const gw_cell *address; /* address schema order; NULL for sinks */
} gw_point;

#define GW_NO_POINT 0xFFFFFFFFu

typedef struct gw_plan {
    uint32_t struct_size;
    uint32_t device_count;
    uint32_t group_count;
    uint32_t point_count;
    const gw_device *devices;
    const gw_group *groups;
    const gw_point *points;
    /* Says what is wrong with an address: the point's handle (or GW_NO_POINT), the column of the address schema
     * (or GW_NO_COLUMN) and a sentence. May be called for many points; prepare then returns GW_CONFIGURATION. */
    void (*problem)(void *context, uint32_t point, uint32_t column, const char *message);
    void *context;
} gw_plan;

/* gw.plan/1: plugins that work on points (all drivers, all sinks). */
#define GW_EXTENSION_PLAN "gw.plan/1"
typedef struct gw_plan_extension {
    uint32_t struct_size;
    uint32_t revision;
    /* Takes the plan. It is borrowed: copy what you keep. No I/O. Comes once, before start. [instance & idle] */
    gw_status (*prepare)(gw_instance *self, const gw_plan *plan, gw_error *error);
} gw_plan_extension;

#endif
