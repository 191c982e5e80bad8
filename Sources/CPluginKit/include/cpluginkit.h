/* The files of the plugin kit, in the program itself: contract headers, SDK sources, templates. */
#ifndef GATEWAY_CPLUGINKIT_H
#define GATEWAY_CPLUGINKIT_H

typedef struct gateway_kit_file {
    const char *path;          /* within the repository */
    const unsigned char *text; /* UTF-8, ends with a zero byte */
} gateway_kit_file;

/* The first of all files; behind the last one stands a NULL path. Constant, any thread. */
const gateway_kit_file *gateway_kit_first(void);

#endif
