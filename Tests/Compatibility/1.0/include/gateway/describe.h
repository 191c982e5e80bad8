/* gw.describe/1: what a plugin is and which settings and addresses it understands. Every plugin has it. */
#ifndef GATEWAY_DESCRIBE_H
#define GATEWAY_DESCRIBE_H

#include "base.h"
#include "plugin.h"

#define GW_EXTENSION_DESCRIBE "gw.describe/1"

#define GW_KIND_DRIVER 1
#define GW_KIND_SINK 2
#define GW_KIND_STAGE 3

#define GW_FIELD_BOOL 1
#define GW_FIELD_INT 2
#define GW_FIELD_FLOAT 3
#define GW_FIELD_TEXT 4
#define GW_FIELD_CHOICE 5
#define GW_FIELD_SECRET 6 /* text that may be a reference (secret:name, env:NAME, file:PATH) and is never shown */

#define GW_FIELD_REQUIRED 1

/* One setting, device setting or address column. */
typedef struct gw_field {
    const char *key;           /* snake_case, with its unit at the end: timeout_ms */
    const char *help;          /* one sentence, shown to users */
    const char *default_value; /* as a user would write it; NULL: none */
    const char *choices;       /* CHOICE: words separated by '|' */
    double minimum;            /* INT and FLOAT, and for TEXT its length in bytes; used when minimum <= maximum */
    double maximum;
    uint32_t type;  /* GW_FIELD_* */
    uint32_t flags; /* GW_FIELD_REQUIRED */
} gw_field;

typedef struct gw_schema {
    const gw_field *fields;
    uint32_t count;
    uint32_t reserved;
} gw_schema;

/* What the host may expect of a plugin, beyond the extensions it offers. */
#define GW_CAPABILITY_EVENTS 1 /* publishes without being polled */
#define GW_CAPABILITY_WRITE 2

typedef struct gw_description {
    uint32_t struct_size;
    uint32_t kind;       /* GW_KIND_* */
    const char *id;      /* what site files call it: `modbus`, `mqtt` */
    const char *version; /* 1.2.3 */
    const char *name;    /* for people */
    const char *summary; /* one sentence */
    uint64_t capabilities;
    gw_schema settings; /* of a channel or sink */
    gw_schema device;   /* of a device on a channel; drivers only */
    gw_schema address;  /* of a point; drivers only */
} gw_description;

typedef struct gw_describe {
    uint32_t struct_size;
    uint32_t revision;
    /* The description; lives as long as the process. No I/O. [probe] [thread-safe] */
    const gw_description *(*describe)(const gw_plugin *self);
} gw_describe;

#endif
