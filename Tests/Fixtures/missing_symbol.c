/* A shared library, but no plugin. */
#define FIXTURE_ENTRY something_else
#include "fixture.h"
