/* Offers no extension at all. */
#define FIXTURE_OWN_EXTENSIONS
#include "fixture.h"
static const void *fixture_extension(const gw_plugin *self, const char *id) { return (void)self, (void)id, NULL; }
