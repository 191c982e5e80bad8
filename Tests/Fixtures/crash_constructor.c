/* Dies while it is loaded. */
#include "fixture.h"
__attribute__((constructor)) static void die(void) { *(volatile int *)8 = 1; }
