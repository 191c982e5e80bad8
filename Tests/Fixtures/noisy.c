/* Prints while it is loaded and while it is asked; accepted all the same. */
#include <stdio.h>
#define FIXTURE_ID "noisy"
#define FIXTURE_DESCRIBE_BODY puts("describe\nend"); fflush(stdout);
#include "fixture.h"
__attribute__((constructor)) static void greet(void) { puts("gateway-plugin 1"); fflush(stdout); }
