/* Sleeping on a word of memory that two processes share (futex(2)). */
#ifndef GATEWAY_FUTEX_H
#define GATEWAY_FUTEX_H

#include <stdint.h>

/* Sleeps while the low half of `word` is `expected`, at most so many nanoseconds; may return early. */
void gateway_futex_wait(uint64_t *word, uint32_t expected, int64_t nanoseconds);
/* Wakes who sleeps on the low half of `word`. */
void gateway_futex_wake(uint64_t *word);

#endif
