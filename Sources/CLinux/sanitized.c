/* Only in a build with a sanitizer, whose options are said here because a child's environment is nearly empty.
 *
 * detect_leaks: at the end of a process it would attach to it, which a confined child forbids; and XCTest leaks some bytes.
 * handle_*: a plugin that crashes on purpose has to end as it does in the field. */
#define OPTIONS "detect_leaks=0:handle_segv=0:handle_sigbus=0:handle_abort=0:handle_sigill=0:handle_sigfpe=0"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
const char *__asan_default_options(void);
const char *__asan_default_options(void) { return OPTIONS; }
#endif
#if __has_feature(thread_sanitizer)
const char *__tsan_default_options(void);
const char *__tsan_default_options(void) { return OPTIONS; }
#endif
#endif

/* ISO C wants something in every file. */
extern int gateway_sanitized;
