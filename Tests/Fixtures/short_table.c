/* Its core table ends before get_extension. */
#include <stddef.h>
#define FIXTURE_SIZE offsetof(gw_plugin, get_extension)
#include "fixture.h"
