/* The plugin contract of the gateway, whole. A plugin includes this one file.
 *
 * Reading order: base.h (words), plan.h (points), plugin.h (the ten functions), then the extensions. */
#ifndef GATEWAY_GATEWAY_H
#define GATEWAY_GATEWAY_H

#include "base.h"
#include "batch.h"
#include "plan.h"
#include "host.h"
#include "plugin.h"
#include "describe.h"
#include "poll.h"
#include "loop.h"
#include "write.h"
#include "sink.h"
#include "command.h"
#include "trace.h"

#endif
