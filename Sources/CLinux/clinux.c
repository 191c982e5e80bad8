#define _GNU_SOURCE
#include "clinux.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 8U
#endif

int gateway_memfd(const char *name, int executable) {
    unsigned flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
    int fd = memfd_create(name, executable ? flags : flags | MFD_NOEXEC_SEAL);
    /* Kernels before 6.3 do not know the flag. */
    if (fd < 0 && errno == EINVAL) fd = memfd_create(name, flags);
    return fd;
}

int gateway_seal(int fd, int writable) {
    int seals = F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL;
    return fcntl(fd, F_ADD_SEALS, writable ? seals : seals | F_SEAL_WRITE);
}

int gateway_pidfd_open(int pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int gateway_die_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0); }

int gateway_no_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }

int gateway_close_from(unsigned first) { return (int)syscall(SYS_close_range, first, ~0U, 0); }
