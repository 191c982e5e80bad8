#include "clinux.h"

#include <sys/vfs.h>

/* linux/magic.h, spelled out: the kernel's headers need not be installed. */
#define NFS_MAGIC 0x6969

int gateway_knows_writers(int fd) {
    struct statfs facts;
    return fstatfs(fd, &facts) == 0 && facts.f_type != NFS_MAGIC;
}
