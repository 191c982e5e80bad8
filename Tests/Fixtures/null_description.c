/* Asked what it is, it says nothing. */
#define FIXTURE_DESCRIPTION NULL
#include "fixture.h"
