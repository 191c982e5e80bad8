/* Calls a library it was not linked with. */
#define FIXTURE_DESCRIBE_BODY function_that_nobody_has();
void function_that_nobody_has(void);
#include "fixture.h"
