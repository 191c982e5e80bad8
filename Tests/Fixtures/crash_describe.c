/* Dies while it is asked, with last words. */
#include <stdio.h>
#define FIXTURE_DESCRIBE_BODY fputs("cannot go on\tlike this\n", stderr); abort();
#include "fixture.h"
