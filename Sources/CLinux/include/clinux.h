/* System calls that do not reach Swift: variadic ones, new ones, and loads and stores of memory that two processes share. */
#ifndef GATEWAY_CLINUX_H
#define GATEWAY_CLINUX_H

#include <stdint.h>

/* Memory that two processes share: the other side may change it at any time, so each word is read once, into a local. */
static inline uint64_t gateway_load_acquire(const uint64_t *word) { return __atomic_load_n(word, __ATOMIC_ACQUIRE); }
static inline void gateway_store_release(uint64_t *word, uint64_t value) { __atomic_store_n(word, value, __ATOMIC_RELEASE); }
static inline uint64_t gateway_load_total(const uint64_t *word) { return __atomic_load_n(word, __ATOMIC_SEQ_CST); }
static inline void gateway_store_total(uint64_t *word, uint64_t value) { __atomic_store_n(word, value, __ATOMIC_SEQ_CST); }
static inline uint64_t gateway_exchange_total(uint64_t *word, uint64_t value) { return __atomic_exchange_n(word, value, __ATOMIC_SEQ_CST); }
static inline void gateway_fence_total(void) { __atomic_thread_fence(__ATOMIC_SEQ_CST); }

/* An anonymous file that may be sealed; close-on-exec. -1 and errno on failure. `executable`: may be mapped as code. */
int gateway_memfd(const char *name, int executable);
/* Forbids to grow, shrink and, with `writable` 0, to change it any more. 0, or -1 and errno. */
int gateway_seal(int fd, int writable);
/* A file that becomes readable when the process ends; close-on-exec. */
int gateway_pidfd_open(int pid);
/* The caller is sent `signal` when the thread that made it ends. */
int gateway_die_with_parent(int signal);
/* What is started from here on has no more rights than the caller has. */
int gateway_no_new_privileges(void);
/* Closes every file from `first` on. */
int gateway_close_from(unsigned first);
/* Whether the file system knows of everybody who has the file open; one across a network knows this machine's only. */
int gateway_knows_writers(int fd);

#endif
