/* System calls by which a process gives up rights. They bind the calling thread and the threads it starts later, so
 * they are for a process that has one thread yet. Each returns 0, or -1 with errno, unless it says otherwise. Constants
 * newer than the oldest headers we build with are spelled out in confine.c. */
#ifndef GATEWAY_CONFINE_H
#define GATEWAY_CONFINE_H

#include <stdint.h>

/* One step of a classic BPF program, laid out as the kernel wants it. */
typedef struct {
    uint16_t code;
    uint8_t jump_true;
    uint8_t jump_false;
    uint32_t operand;
} gateway_bpf;

/* Keeps of all capabilities those whose bits are set in `keep`, as far as the caller has them, and can get no others
 * ever again. An ordinary user has none to lose and succeeds. */
int gateway_keep_capabilities(uint64_t keep);

/* Other processes of the same user cannot look into this one, nor attach to it. */
int gateway_hide_memory(void);

/* No memory may be writable and executable, nor become executable later. EINVAL before Linux 6.3. */
int gateway_refuse_writable_code(void);

/* Every system call of this thread, and of those it starts later, is judged by the program from here on. Needs
 * gateway_no_new_privileges. */
int gateway_filter_calls(const gateway_bpf *program, uint16_t count);

/* Landlock: which version of it the kernel has; -1 and errno when it has none (ENOSYS) or was started without it
 * (EOPNOTSUPP). */
int gateway_landlock_version(void);
/* A rule set that refuses `files` (LANDLOCK_ACCESS_FS_*), `ports` (LANDLOCK_ACCESS_NET_*) and what leaves the `scope`
 * (LANDLOCK_SCOPE_*), except where a rule allows it. A kernel that does not know a field wants it to be 0. Returns a
 * file descriptor, close-on-exec, or -1 and errno. */
int gateway_landlock_rules(uint64_t files, uint64_t ports, uint64_t scope);
/* Where `path` leads, without opening what is there; close-on-exec. A file descriptor, or -1 and errno. */
int gateway_locate(const char *path);
/* Allows `access` beneath the file or directory that `fd` was located at. */
int gateway_landlock_allow_path(int rules, int fd, uint64_t access);
/* Allows `access` to one TCP port. */
int gateway_landlock_allow_port(int rules, uint16_t port, uint64_t access);
/* The rules hold from here on. Needs gateway_no_new_privileges. */
int gateway_landlock_enforce(int rules);

#endif
