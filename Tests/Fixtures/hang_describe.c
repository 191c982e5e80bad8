/* Never says anything, and leaves a child behind that would not either. */
#include <unistd.h>
#define FIXTURE_DESCRIBE_BODY fork(); for (;;) pause();
#include "fixture.h"
