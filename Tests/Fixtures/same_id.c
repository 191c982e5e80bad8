/* Claims the id of plain.c from another file. */
#define FIXTURE_DESCRIBE_BODY /* so that the bytes differ */ static volatile int difference = 1; (void)difference;
#include "fixture.h"
