/* What a confined process tries: `deed(name)` does one thing and returns 0 or the error number it got. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/serial.h>
#include <netdb.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

int deed(const char *name);

static int outcome(long result) { return result < 0 ? errno : 0; }
static int call(long number, long a, long b, long c, long d) { return outcome(syscall(number, a, b, c, d, 0L, 0L)); }

/* --- What nobody needs --- */

/* Another process of the same user. */
static pid_t peer(void) { return atoi(getenv("PEER")); }

static int ended(pid_t child) {
    if (child == 0) _exit(0);
    if (child > 0) waitpid(child, NULL, 0);
    return outcome(child);
}
static int try_fork(void) { return ended(fork()); }
static int try_old_fork(void) { return ended((pid_t)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0)); }
static int try_clone3(void) {
    unsigned long long arguments[11] = {[4] = SIGCHLD};
    return ended((pid_t)syscall(435, arguments, sizeof arguments));
}
static int try_spawn(void) {
    pid_t child;
    char *words[] = {"true", NULL}, *none[] = {NULL};
    int code = posix_spawn(&child, "/bin/true", NULL, NULL, words, none);
    if (code == 0) waitpid(child, NULL, 0);
    return code;
}
static int try_exec(void) {
    char *words[] = {"true", NULL}, *none[] = {NULL};
    return outcome(execve("/bin/true", words, none));
}
static int try_exec_at(void) { return call(SYS_execveat, -1, 0, 0, 0); }
static int try_namespace(void) { return call(SYS_unshare, CLONE_NEWUSER, 0, 0, 0); }
static int try_setns(void) { return call(SYS_setns, 0, 0, 0, 0); }
static int try_trace_me(void) { return call(SYS_ptrace, 0, 0, 0, 0); }
static int try_read_peer(void) {
    char room[8];
    long local[2] = {(long)room, 8}, remote[2] = {(long)room, 8};
    return outcome(syscall(SYS_process_vm_readv, peer(), local, 1L, remote, 1L, 0L));
}
static int open_of_peer(const char *what) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", peer(), what);
    return outcome(open(path, O_RDONLY));
}
static int try_peer_memory(void) { return open_of_peer("mem"); }
static int try_peer_words(void) { return open_of_peer("environ"); }
static int try_kill_peer(void) { return outcome(kill(peer(), 0)); }
static int try_kill_group(void) { return outcome(kill(0, 0)); }
static int try_kill_all(void) { return outcome(kill(-1, 0)); }
static int try_tgkill_peer(void) { return call(SYS_tgkill, peer(), peer(), 0, 0); }
static int try_tkill_peer(void) { return call(SYS_tkill, peer(), 0, 0, 0); }
static int try_queue_peer(void) {
    siginfo_t facts = {.si_code = SI_QUEUE};
    return outcome(syscall(SYS_rt_sigqueueinfo, peer(), SIGURG, &facts));
}
static int try_pidfd(void) { return call(434, peer(), 0, 0, 0); }
static int try_own_signals(void) {
    int ends[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0 ? outcome(fcntl(ends[0], F_SETOWN, peer())) : -1;
}
static int try_outlive(void) { return outcome(prctl(PR_SET_PDEATHSIG, 0)); }
static int try_show_memory(void) { return outcome(prctl(PR_SET_DUMPABLE, 1)); }
static int try_limit_peer(void) {
    struct rlimit limit = {1, 1};
    /* Without a new limit, were it allowed. */
    (void)limit;
    return outcome(prlimit(peer(), RLIMIT_NOFILE, NULL, &limit));
}
static int try_slow_peer(void) {
    struct sched_param none = {0};
    return outcome(sched_setscheduler(peer(), SCHED_OTHER, &none));
}
static int try_slow_group(void) { return outcome(setpriority(PRIO_PGRP, 0, 0)); }
static int try_session(void) { return outcome(setsid()); }
static int try_root(void) { return outcome(setuid(0)); }
static int try_chroot(void) { return outcome(chroot("/")); }
static int try_uring(void) { return call(425, 1, 0, 0, 0); }
static int try_userfault(void) { return call(SYS_userfaultfd, 0, 0, 0, 0); }
static int try_key(void) { return call(SYS_keyctl, 0, -3, 0, 0); }
static int try_bpf(void) { return call(SYS_bpf, -1, 0, 0, 0); }
static int try_perf(void) { return call(SYS_perf_event_open, 0, 0, 0, 0); }
static int try_mount(void) { return call(SYS_umount2, (long)"/nowhere", 0, 0, 0); }
static int try_handle(void) { return call(SYS_open_by_handle_at, -1, 0, 0, 0); }
static int try_crypto_socket(void) { return outcome(socket(38, SOCK_SEQPACKET, 0)); }
static int try_host_socket(void) { return outcome(socket(40, SOCK_STREAM, 0)); }
static int try_line_discipline(void) {
    int none = 0;
    return outcome(ioctl(0, TIOCSETD, &none));
}
static int try_writable_code(void) {
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? errno : 0;
}
static int try_written_code(void) {
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return outcome(mprotect(page, 4096, PROT_READ | PROT_EXEC));
}
static int try_future_call(void) { return call(9999, 0, 0, 0, 0); }
#ifdef __x86_64__
static int try_x32_call(void) { return call(0x40000000 | SYS_getpid, 0, 0, 0, 0); }
static int try_i386_call(void) {
    int result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20) : "memory", "r8", "r9", "r10", "r11");
    return result < 0 ? -result : 0;
}
#endif
static int try_core(void) {
    struct rlimit limit;
    getrlimit(RLIMIT_CORE, &limit);
    return limit.rlim_max == 0 ? EPERM : 0;
}
static int try_memory(void) {
    for (int i = 0; i < 64; i++)
        if (mmap(NULL, 16 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED) return errno;
    return 0;
}
static int try_files(void) {
    int copies[2000], count = 0;
    while (count < 2000 && (copies[count] = dup(1)) >= 0) count++;
    int code = count < 2000 ? errno : 0;
    while (count > 0) close(copies[--count]);
    return code;
}
static int try_capability(void) {
    /* CAP_SYS_ADMIN. */
    return prctl(PR_CAPBSET_READ, 21, 0, 0, 0) == 1 && geteuid() == 0 ? 0 : EPERM;
}
static int try_etc(void) { return outcome(open("/etc/passwd", O_RDONLY)); }
static int try_tmp(void) { return outcome(open("/tmp", O_RDONLY | O_TMPFILE, 0600)); }
static int try_root_folder(void) { return outcome(open("/", O_RDONLY | O_DIRECTORY)); }
static int try_others(void) { return outcome(open("/proc/1/cmdline", O_RDONLY)); }
static int try_message_queue(void) { return call(SYS_msgget, 0, 0600, 0, 0); }

/* --- What plugins need --- */

static void *add_one(void *count) { return __atomic_add_fetch((int *)count, 1, __ATOMIC_SEQ_CST), NULL; }
static int needs_threads(void) {
    int count = 0;
    for (int i = 0; i < 32; i++) {
        pthread_t thread;
        int code = pthread_create(&thread, NULL, add_one, &count);
        if (code != 0) return code;
        pthread_setname_np(thread, "named");
        pthread_join(thread, NULL);
    }
    return count == 32 ? 0 : -1;
}
static int needs_loop(void) {
    int poller = epoll_create1(EPOLL_CLOEXEC), bell = eventfd(0, EFD_NONBLOCK), clock = timerfd_create(CLOCK_MONOTONIC, 0);
    if (poller < 0 || bell < 0 || clock < 0) return errno;
    struct epoll_event event = {.events = EPOLLIN};
    struct itimerspec soon = {.it_value = {.tv_nsec = 1000000}};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, bell, &event) < 0 || epoll_ctl(poller, EPOLL_CTL_ADD, clock, &event) < 0) return errno;
    if (timerfd_settime(clock, 0, &soon, NULL) < 0 || eventfd_write(bell, 1) < 0) return errno;
    return epoll_wait(poller, &event, 1, 1000) == 1 ? 0 : -1;
}
static int listening(int family, const struct sockaddr *address, socklen_t size) {
    int server = socket(family, SOCK_STREAM, 0), client = socket(family, SOCK_STREAM, 0);
    struct sockaddr_storage bound;
    socklen_t length = sizeof bound;
    if (server < 0 || client < 0 || bind(server, address, size) < 0 || listen(server, 1) < 0) return errno;
    if (getsockname(server, (struct sockaddr *)&bound, &length) < 0) return errno;
    if (connect(client, (struct sockaddr *)&bound, length) < 0) return errno;
    int peer = accept4(server, NULL, NULL, SOCK_CLOEXEC);
    if (peer < 0 || send(client, "x", 1, 0) != 1) return errno;
    char byte;
    int result = recv(peer, &byte, 1, 0) == 1 ? 0 : -1;
    close(peer), close(client), close(server);
    return result;
}
static int needs_tcp(void) {
    struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    return listening(AF_INET, (struct sockaddr *)&any, sizeof any);
}
static int needs_tcp6(void) {
    struct sockaddr_in6 any = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    return listening(AF_INET6, (struct sockaddr *)&any, sizeof any);
}
static int needs_udp(void) { return outcome(socket(AF_INET, SOCK_DGRAM, 0)); }
static int needs_local(void) {
    struct sockaddr_un any = {.sun_family = AF_UNIX}; /* the kernel picks an abstract name */
    return listening(AF_UNIX, (struct sockaddr *)&any, sizeof(sa_family_t));
}
static int needs_pair(void) {
    int ends[2];
    return outcome(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends));
}
static int needs_netlink(void) { return outcome(socket(AF_NETLINK, SOCK_RAW, 0)); }
static int needs_can(void) {
    int fd = socket(AF_CAN, SOCK_RAW, 1);
    /* A kernel without CAN says so. */
    return fd >= 0 || errno == EAFNOSUPPORT || errno == EPROTONOSUPPORT ? 0 : errno;
}
static int needs_names(void) {
    struct addrinfo wish = {.ai_socktype = SOCK_STREAM}, *found;
    return getaddrinfo("localhost", "502", &wish, &found);
}
static int needs_serial(void) {
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0) return errno;
    int line = open(ptsname(master), O_RDWR | O_NOCTTY);
    struct termios way;
    if (line < 0 || tcgetattr(line, &way) < 0) return errno;
    cfmakeraw(&way);
    cfsetspeed(&way, B9600);
    if (tcsetattr(line, TCSANOW, &way) < 0 || tcflush(line, TCIOFLUSH) < 0) return errno;
    struct serial_rs485 bus = {0};
    /* A terminal that is none knows no RS-485. */
    return ioctl(line, TIOCSRS485, &bus) == 0 || errno == ENOTTY ? 0 : errno;
}
static volatile sig_atomic_t seen;
static void see(int number) { (void)number, seen++; }
static int needs_signals(void) {
    signal(SIGUSR1, see);
    if (raise(SIGUSR1) != 0 || kill(getpid(), SIGUSR1) < 0) return errno;
    int code = pthread_kill(pthread_self(), SIGUSR1);
    return code != 0 ? code : seen == 3 ? 0 : -1;
}
static sem_t rung;
static void ring(union sigval none) { (void)none, sem_post(&rung); }
static int needs_timers(void) {
    struct sigevent how = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = ring};
    struct itimerspec soon = {.it_value = {.tv_nsec = 1000000}};
    timer_t timer;
    sem_init(&rung, 0, 0);
    if (timer_create(CLOCK_MONOTONIC, &how, &timer) < 0 || timer_settime(timer, 0, &soon, NULL) < 0) return errno;
    return outcome(sem_wait(&rung));
}
static int needs_library(void) { return dlopen("libuv.so.1", RTLD_NOW | RTLD_LOCAL) ? 0 : (puts(dlerror()), -1); }
static int needs_zone(void) {
    setenv("TZ", "Asia/Tokyo", 1);
    tzset();
    time_t epoch = 0;
    return localtime(&epoch)->tm_hour == 9 ? 0 : -1;
}
static int needs_random(void) {
    char room[16];
    return getentropy(room, sizeof room) == 0 && open("/dev/urandom", O_RDONLY) >= 0 ? 0 : errno;
}
static int needs_processors(void) { return sysconf(_SC_NPROCESSORS_ONLN) > 0 ? 0 : -1; }
static int needs_stack_facts(void) {
    pthread_attr_t facts;
    return pthread_getattr_np(pthread_self(), &facts);
}
static int needs_private_folder(void) {
    int fd = open("kept", O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || write(fd, "x", 1) != 1 || ftruncate(fd, 0) < 0 || fsync(fd) < 0) return errno;
    return close(fd), rename("kept", "moved") < 0 || unlink("moved") < 0 || mkdir("folder", 0700) < 0 || rmdir("folder") < 0 ? errno : 0;
}
static int needs_shared_memory(void) {
    int fd = memfd_create("ring", MFD_CLOEXEC);
    if (fd < 0 || ftruncate(fd, 1 << 20) < 0) return errno;
    char *room = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return room == MAP_FAILED ? errno : (room[4096] = 1, 0);
}
static int needs_large_file_error(void) {
    int fd = memfd_create("large", 0);
    return ftruncate(fd, 1L << 40) < 0 && errno == EFBIG ? 0 : -1;
}

static const struct {
    const char *name;
    int (*function)(void);
} deeds[] = {
#define DEED(function) {#function, function}
    DEED(try_fork), DEED(try_old_fork), DEED(try_clone3), DEED(try_spawn), DEED(try_exec), DEED(try_exec_at),
    DEED(try_namespace), DEED(try_setns), DEED(try_trace_me), DEED(try_read_peer), DEED(try_peer_memory),
    DEED(try_peer_words), DEED(try_kill_peer), DEED(try_kill_group), DEED(try_kill_all), DEED(try_tgkill_peer),
    DEED(try_tkill_peer), DEED(try_queue_peer), DEED(try_pidfd), DEED(try_own_signals), DEED(try_outlive),
    DEED(try_show_memory), DEED(try_limit_peer), DEED(try_slow_peer), DEED(try_slow_group), DEED(try_session),
    DEED(try_root), DEED(try_chroot), DEED(try_uring), DEED(try_userfault), DEED(try_key), DEED(try_bpf), DEED(try_perf),
    DEED(try_mount), DEED(try_handle), DEED(try_crypto_socket), DEED(try_host_socket), DEED(try_line_discipline),
    DEED(try_writable_code), DEED(try_written_code), DEED(try_future_call), DEED(try_core), DEED(try_memory),
    DEED(try_files), DEED(try_capability), DEED(try_etc), DEED(try_tmp), DEED(try_root_folder), DEED(try_others),
    DEED(try_message_queue),
#ifdef __x86_64__
    DEED(try_x32_call), DEED(try_i386_call),
#endif
    DEED(needs_threads), DEED(needs_loop), DEED(needs_tcp), DEED(needs_tcp6), DEED(needs_udp), DEED(needs_local),
    DEED(needs_pair), DEED(needs_netlink), DEED(needs_can), DEED(needs_names), DEED(needs_serial), DEED(needs_signals),
    DEED(needs_timers), DEED(needs_library), DEED(needs_zone), DEED(needs_random), DEED(needs_processors),
    DEED(needs_stack_facts), DEED(needs_private_folder), DEED(needs_shared_memory), DEED(needs_large_file_error),
};

static int fast_open(int fd, const struct sockaddr *there, socklen_t size) {
    return (int)sendto(fd, "x", 1, 0x20000000 /* MSG_FASTOPEN */ | MSG_NOSIGNAL, there, size);
}
static int at_port(int (*act)(int, const struct sockaddr *, socklen_t), int protocol, const char *port) {
    struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port)), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM, protocol);
    int code = fd < 0 || act(fd, (struct sockaddr *)&there, sizeof there) < 0 ? errno : 0;
    return close(fd), code;
}

/* `name` is one of the deeds, or read:PATH, write:PATH, chmod:PATH, connect:PORT, bind:PORT, fast:PORT, multipath:PORT. */
int deed(const char *name) {
    if (!strncmp(name, "read:", 5)) return outcome(open(name + 5, O_RDONLY));
    if (!strncmp(name, "write:", 6)) return outcome(open(name + 6, O_WRONLY));
    if (!strncmp(name, "chmod:", 6)) return outcome(chmod(name + 6, 0600));
    if (!strncmp(name, "connect:", 8)) return at_port(connect, 0, name + 8);
    if (!strncmp(name, "bind:", 5)) return at_port(bind, 0, name + 5);
    if (!strncmp(name, "fast:", 5)) return at_port(fast_open, 0, name + 5);
    if (!strncmp(name, "multipath:", 10)) return at_port(connect, 262 /* IPPROTO_MPTCP */, name + 10);
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
        if (!strcmp(deeds[i].name, name)) return errno = 0, deeds[i].function();
    return -2;
}
