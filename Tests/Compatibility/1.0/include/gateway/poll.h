/* gw.poll/1: a driver that answers when asked, and may block. It runs on a thread of its own. */
#ifndef GATEWAY_POLL_H
#define GATEWAY_POLL_H

#include "base.h"

#define GW_EXTENSION_POLL "gw.poll/1"

typedef struct gw_poll {
    uint32_t struct_size;
    uint32_t revision;
    /* Reads all points of a group and publishes a sample for each (a failed one with its quality and GW_TYPE_NONE)
     * before it returns. Any status but GW_OK gives the group's points bad quality; UNREACHABLE also restarts the
     * instance, with back-off. [instance & running] */
    gw_status (*read)(gw_instance *self, uint32_t group, gw_error *error);
} gw_poll;

#endif
