extension CallPolicy {
    /// Refused at every level.
    static let refused = words(
        """
        execve execveat fork vfork
        ptrace process_vm_readv process_vm_writev process_madvise process_mrelease kcmp get_robust_list
        pidfd_open pidfd_getfd pidfd_send_signal tkill migrate_pages move_pages
        setsid setpgid setuid setgid setreuid setregid setresuid setresgid setgroups setfsuid setfsgid capset
        mount umount2 pivot_root chroot move_mount open_tree open_tree_attr fsopen fsconfig fsmount fspick
        mount_setattr statmount listmount setns unshare mknod mknodat name_to_handle_at open_by_handle_at
        swapon swapoff reboot kexec_load kexec_file_load init_module finit_module delete_module create_module
        get_kernel_syms query_module acct quotactl quotactl_fd syslog vhangup vserver nfsservctl uselib _sysctl sysfs
        ustat lookup_dcookie lsm_set_self_attr iopl ioperm modify_ldt sethostname setdomainname settimeofday
        clock_settime
        bpf perf_event_open userfaultfd io_uring_setup io_uring_enter io_uring_register keyctl add_key request_key seccomp
        fanotify_init fanotify_mark
        """)

    /// Allowed in a sandbox, besides the calls that depend on their arguments.
    ///
    /// Not among them is what acts on files that Landlock does not watch over: to change their mode, owner, times and
    /// attributes, and to be told what happens to them.
    static let allowed = words(
        """
        mmap munmap mprotect mremap madvise brk mlock munlock mlock2 msync mincore membarrier memfd_create mseal
        set_robust_list futex futex_waitv futex_wake futex_wait futex_requeue set_tid_address gettid getpid exit
        exit_group rseq sched_yield sched_getaffinity sched_getattr sched_getparam sched_getscheduler
        sched_get_priority_max sched_get_priority_min sched_rr_get_interval arch_prctl getcpu restart_syscall
        rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack signalfd
        signalfd4 pause
        clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times alarm setitimer getitimer
        timer_create timer_settime timer_gettime timer_getoverrun timer_delete timerfd_create timerfd_settime
        timerfd_gettime
        read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 open openat openat2 creat close
        close_range lseek stat fstat lstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink
        readlinkat getdents getdents64 getcwd chdir fchdir umask rename renameat renameat2 mkdir mkdirat rmdir unlink
        unlinkat link linkat symlink symlinkat truncate ftruncate fallocate fadvise64 readahead fsync fdatasync
        sync_file_range flock dup dup2 dup3 pipe pipe2 
        sendfile splice tee copy_file_range 
        poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd
        eventfd2
        socketpair bind connect listen accept accept4 getsockname getpeername setsockopt getsockopt sendto recvfrom
        sendmsg recvmsg sendmmsg recvmmsg shutdown
        getuid geteuid getgid getegid getresuid getresgid getgroups getppid getpgrp getpgid getsid getpriority
        ioprio_get getrlimit setrlimit getrusage uname sysinfo getrandom capget
        """)

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
