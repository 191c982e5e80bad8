#include "cpluginkit.h"

/* #embed is C23; every clang that comes with Swift 6 has it. */
#pragma clang diagnostic ignored "-Wc23-extensions"

const gateway_kit_file gateway_kit_files[] = {{0, 0, 0}};
