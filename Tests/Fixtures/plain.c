/* The fixture as it is: accepted. */
#include "fixture.h"
