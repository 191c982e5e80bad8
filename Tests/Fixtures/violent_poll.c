/* The same as violent.c for a plugin that blocks in gw.poll/1: there, "read:sleep" is deaf to the host's interrupt. */
#define FIXTURE_ID "violent-poll"
#define FIXTURE_POLLED
#include "violent.c"
