#define _GNU_SOURCE
#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Newer than the headers of Debian 12, or than those of older systems people build on. */
#ifndef PR_SET_MDWE
#define PR_SET_MDWE 65
#endif
#ifndef PR_MDWE_REFUSE_EXEC_GAIN
#define PR_MDWE_REFUSE_EXEC_GAIN 1UL
#endif
/* Calls from 424 on have one number on all machines. */
#define CALL_LANDLOCK_CREATE_RULESET 444
#define CALL_LANDLOCK_ADD_RULE 445
#define CALL_LANDLOCK_RESTRICT_SELF 446
#define LANDLOCK_VERSION 1U
#define LANDLOCK_PATH_BENEATH 1
#define LANDLOCK_NET_PORT 2

_Static_assert(sizeof(gateway_bpf) == sizeof(struct sock_filter), "a step is what the kernel takes for one");
_Static_assert(offsetof(gateway_bpf, jump_true) == offsetof(struct sock_filter, jt), "a step is what the kernel takes for one");
_Static_assert(offsetof(gateway_bpf, operand) == offsetof(struct sock_filter, k), "a step is what the kernel takes for one");

static int shrink_bounding_set(uint64_t keep) {
    for (unsigned capability = 0; capability < 64; capability++) {
        int held = prctl(PR_CAPBSET_READ, capability, 0, 0, 0);
        if (held < 0) return 0; /* the kernel knows no more of them */
        if (held == 0 || (keep >> capability & 1)) continue;
        /* Without CAP_SETPCAP: nothing can be gained either, because no-new-privileges forbids what the set bounds. */
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0 && errno != EPERM) return -1;
    }
    return 0;
}

int gateway_keep_capabilities(uint64_t keep) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct sets[2] = {{0}};
    if (shrink_bounding_set(keep) < 0) return -1;
    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0 && errno != EINVAL) return -1;
    if (syscall(SYS_capget, &header, sets) < 0) return -1;
    for (int half = 0; half < 2; half++) {
        sets[half].permitted &= (uint32_t)(keep >> (32 * half));
        sets[half].effective = sets[half].permitted;
        sets[half].inheritable = 0;
    }
    return (int)syscall(SYS_capset, &header, sets);
}

int gateway_hide_memory(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

int gateway_refuse_writable_code(void) { return prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0UL, 0UL, 0UL); }

int gateway_filter_calls(const gateway_bpf *program, uint16_t count) {
    struct sock_fprog filter = {count, (struct sock_filter *)(void *)program};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
}

int gateway_landlock_version(void) {
    return (int)syscall(CALL_LANDLOCK_CREATE_RULESET, NULL, (size_t)0, LANDLOCK_VERSION);
}

int gateway_landlock_rules(uint64_t files, uint64_t ports, uint64_t scope) {
    const uint64_t attributes[3] = {files, ports, scope};
    /* An older kernel takes a longer structure whose tail is zero. */
    return (int)syscall(CALL_LANDLOCK_CREATE_RULESET, attributes, sizeof attributes, 0U);
}

int gateway_locate(const char *path) { return open(path, O_PATH | O_CLOEXEC); }

int gateway_landlock_allow_path(int rules, int fd, uint64_t access) {
    struct __attribute__((packed)) {
        uint64_t access;
        int32_t fd;
    } rule = {access, fd};
    return (int)syscall(CALL_LANDLOCK_ADD_RULE, rules, LANDLOCK_PATH_BENEATH, &rule, 0U);
}

int gateway_landlock_allow_port(int rules, uint16_t port, uint64_t access) {
    const uint64_t rule[2] = {access, port};
    return (int)syscall(CALL_LANDLOCK_ADD_RULE, rules, LANDLOCK_NET_PORT, rule, 0U);
}

int gateway_landlock_enforce(int rules) { return (int)syscall(CALL_LANDLOCK_RESTRICT_SELF, rules, 0U); }
