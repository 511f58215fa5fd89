#define _GNU_SOURCE
#include "reader_sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

// The lists were measured with strace over all formats, East Asian character maps, drawn pages and scans, and hold a little
// more: what another version of the C library takes for the same. What is on none of them is refused (EPERM), which libraries
// that probe for something take well.

/// Whatever their arguments. The kernel remembers such calls, and runs no filter for them.
static const int plain[] = {
    // Memory. What it may be used for is below.
    SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex),
    // Reading what is open. What may be opened is below, and Landlock's to say.
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(preadv), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(dup),
    SCMP_SYS(fstat), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(statfs),
    SCMP_SYS(fstatfs), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink),
    SCMP_SYS(readlinkat), SCMP_SYS(getdents64), SCMP_SYS(fadvise64), SCMP_SYS(getcwd),
    // The socket that the pool holds the other end of; there is no other, and none can be made.
    SCMP_SYS(recvmsg), SCMP_SYS(recvfrom), SCMP_SYS(sendto), SCMP_SYS(poll), SCMP_SYS(ppoll),
    // Time, and what a process may know of itself.
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(times),
    SCMP_SYS(getrusage), SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep), SCMP_SYS(alarm), SCMP_SYS(setitimer),
    SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(gettid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid),
    SCMP_SYS(getegid), SCMP_SYS(uname), SCMP_SYS(sysinfo), SCMP_SYS(getrandom), SCMP_SYS(getcpu),
    SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_yield),
    // Signals to itself, and the end.
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall), SCMP_SYS(exit), SCMP_SYS(exit_group),
};

/// No library calls them for a document, not even to see whether it may: who does has taken the process over, which ends.
static const int deadly[] = {
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_getfd), SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd),
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(unshare), SCMP_SYS(setns),
    SCMP_SYS(open_tree), SCMP_SYS(move_mount), SCMP_SYS(fsopen), SCMP_SYS(open_by_handle_at), SCMP_SYS(init_module),
    SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(reboot),
    SCMP_SYS(swapon), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key),
};

/// Their arguments lie in memory, where a filter can't look; the C library goes on with the older call.
static const int unknown[] = {SCMP_SYS(clone3), SCMP_SYS(openat2)};

/// What fcntl may do.
static const int descriptor_commands[] = {F_GETFD, F_SETFD, F_GETFL, F_DUPFD, F_DUPFD_CLOEXEC};

/// One rule; an architecture that lacks the call needs none. Returns 0 or a negative errno.
static int rule(scmp_filter_ctx filter, uint32_t action, int call, unsigned count, const struct scmp_arg_cmp *conditions) {
  return call < 0 ? 0 : seccomp_rule_add_array(filter, action, call, count, conditions);
}

static int rules(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count) {
  int failure = 0;
  for (size_t index = 0; index < count && failure == 0; index++) failure = rule(filter, action, calls[index], 0, NULL);
  return failure;
}

#define RULES(filter, action, calls) rules(filter, action, calls, sizeof(calls) / sizeof(*(calls)))
#define RULE(filter, action, call, ...)                                \
  rule(filter, action, SCMP_SYS(call),                                 \
       sizeof((struct scmp_arg_cmp[]){__VA_ARGS__}) / sizeof(struct scmp_arg_cmp), (struct scmp_arg_cmp[]){__VA_ARGS__})

/// Calls that are harmless with some arguments only.
static int conditional(scmp_filter_ctx filter) {
  const uint32_t allow = SCMP_ACT_ALLOW;
  // Opening for reading: neither writing, nor making, emptying or naming no file.
  const unsigned writing = O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY);
  int failure = RULE(filter, allow, openat, SCMP_A2(SCMP_CMP_MASKED_EQ, writing, 0));
  if (failure == 0) failure = RULE(filter, allow, open, SCMP_A1(SCMP_CMP_MASKED_EQ, writing, 0));
  // What a library says before it gives up goes to standard output and error, /dev/null both.
  for (int descriptor = STDOUT_FILENO; descriptor <= STDERR_FILENO && failure == 0; descriptor++) {
    failure = RULE(filter, allow, write, SCMP_A0(SCMP_CMP_EQ, descriptor));
    if (failure == 0) failure = RULE(filter, allow, writev, SCMP_A0(SCMP_CMP_EQ, descriptor));
  }
  // Memory holds data. Code comes from files alone (the converters of character sets are such), and is never written to.
  if (failure == 0) failure = RULE(filter, allow, mmap, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  if (failure == 0)
    failure = RULE(filter, allow, mmap, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC | PROT_WRITE, PROT_EXEC),
                   SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, 0));
  if (failure == 0) failure = RULE(filter, allow, mprotect, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  // abort() and assert() signal the process itself.
  if (failure == 0) failure = RULE(filter, allow, tgkill, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
  // Its limits may be asked for, and processor time is given anew for each document.
  if (failure == 0)
    failure = RULE(filter, allow, prlimit64, SCMP_A0(SCMP_CMP_EQ, 0), SCMP_A2(SCMP_CMP_EQ, 0));
  if (failure == 0)
    failure = RULE(filter, allow, prlimit64, SCMP_A0(SCMP_CMP_EQ, 0), SCMP_A1(SCMP_CMP_EQ, RLIMIT_CPU));
  for (size_t index = 0; index < sizeof descriptor_commands / sizeof *descriptor_commands && failure == 0; index++)
    failure = RULE(filter, allow, fcntl, SCMP_A1(SCMP_CMP_EQ, (scmp_datum_t)descriptor_commands[index]));
  // A terminal is asked whether it is one.
  if (failure == 0) failure = rule(filter, SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl), 0, NULL);
  // A process; a thread is only refused.
  if (failure == 0)
    failure = RULE(filter, SCMP_ACT_KILL_PROCESS, clone, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
  return failure;
}

int reader_sandbox_filter_calls(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (!filter) return ENOMEM;
  int failure = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  if (failure == 0) failure = RULES(filter, SCMP_ACT_ALLOW, plain);
  if (failure == 0) failure = RULES(filter, SCMP_ACT_KILL_PROCESS, deadly);
  if (failure == 0) failure = RULES(filter, SCMP_ACT_ERRNO(ENOSYS), unknown);
  if (failure == 0) failure = conditional(filter);
  if (failure == 0) failure = seccomp_load(filter);
  seccomp_release(filter);
  return -failure;
}
