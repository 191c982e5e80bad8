/* Made for a contract that does not exist yet. */
#define FIXTURE_MAJOR 9
#include "fixture.h"
