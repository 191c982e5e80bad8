/* The files of the plugin kit, in the program itself: contract headers, SDK sources, templates. */
#ifndef GATEWAY_CPLUGINKIT_H
#define GATEWAY_CPLUGINKIT_H

#include <stddef.h>

typedef struct gateway_kit_file {
    const char *path; /* within the kit */
    const unsigned char *bytes;
    size_t size;
} gateway_kit_file;

/* All files; ends with a NULL path. */
extern const gateway_kit_file gateway_kit_files[];

#endif
