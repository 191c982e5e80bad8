/* Leaves a mark when any of its code runs: the file MARK, which whoever compiles it names. */
#include <fcntl.h>
#include <unistd.h>
__attribute__((constructor)) static void leave_mark(void) { close(open(MARK, O_CREAT | O_WRONLY, 0600)); }
#define FIXTURE_ID "marked"
#include "fixture.h"
