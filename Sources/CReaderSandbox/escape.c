#ifdef DEBUG
#define _GNU_SOURCE
#include "reader_sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/// A file that nobody handed over, a folder to write to, a name in it, and descriptor 3: what a reader has of the outside.
struct outside {
  const char *file;
  const char *folder;
  char name[PATH_MAX];
};

static int outcome(long result) { return result >= 0 ? 0 : errno; }

static int opened(const char *path, int flags) { return outcome(open(path, flags | O_CLOEXEC, 0600)); }

static int open_file(struct outside *out) { return opened(out->file, O_RDONLY); }

static int open_without_name(struct outside *out) {
  // By its folder, as one that lies below it.
  int folder = open(out->folder, O_PATH | O_CLOEXEC);
  return folder < 0 ? errno : outcome(openat(folder, strrchr(out->file, '/') + 1, O_RDONLY));
}

static int open_through_link(struct outside *out) {
  // A link that lies there already, for a reader can make none.
  snprintf(out->name, sizeof out->name, "%s/link", out->folder);
  return opened(out->name, O_RDONLY);
}

static int list_folder(struct outside *out) { return opened(out->folder, O_RDONLY | O_DIRECTORY); }

static int open_for_writing(struct outside *out) { return opened(out->file, O_WRONLY); }

static int empty_file(struct outside *out) { return opened(out->file, O_RDONLY | O_TRUNC); }

static int make_file(struct outside *out) { return opened(out->name, O_WRONLY | O_CREAT); }

static int make_nameless_file(struct outside *out) { return opened(out->folder, O_RDWR | O_TMPFILE); }

static int open_resource_for_writing(struct outside *out) { return opened("/usr/share/poppler/cidToUnicode/Adobe-GB1", O_RDWR); }

static int reopen_document(struct outside *out) { return opened("/proc/self/fd/3", O_RDWR); }

static int read_own_memory(struct outside *out) { return opened("/proc/self/mem", O_RDWR); }

static int read_memory_of_parent(struct outside *out) {
  snprintf(out->name, sizeof out->name, "/proc/%d/mem", getppid());
  return opened(out->name, O_RDONLY);
}

static int read_environment_of_parent(struct outside *out) {
  snprintf(out->name, sizeof out->name, "/proc/%d/environ", getppid());
  return opened(out->name, O_RDONLY);
}

static int write_to_document(struct outside *out) { return outcome(pwrite(3, "x", 1, 0)); }

static int truncate_file(struct outside *out) { return outcome(truncate(out->file, 0)); }

static int remove_file(struct outside *out) { return outcome(unlink(out->file)); }

static int rename_file(struct outside *out) { return outcome(rename(out->file, out->name)); }

static int make_folder(struct outside *out) { return outcome(mkdir(out->name, 0700)); }

static int make_link(struct outside *out) { return outcome(symlink("/etc/passwd", out->name)); }

static int make_hard_link(struct outside *out) { return outcome(link(out->file, out->name)); }

static int change_mode(struct outside *out) { return outcome(chmod(out->file, 0777)); }

static int change_folder(struct outside *out) { return outcome(chdir(out->folder)); }

static int make_memory_file(struct outside *out) { return outcome(memfd_create("code", 0)); }

static int internet_socket(struct outside *out) { return outcome(socket(AF_INET, SOCK_STREAM, 0)); }

static int datagram_socket(struct outside *out) { return outcome(socket(AF_INET6, SOCK_DGRAM, 0)); }

static int local_socket(struct outside *out) { return outcome(socket(AF_UNIX, SOCK_STREAM, 0)); }

static int kernel_socket(struct outside *out) { return outcome(socket(AF_NETLINK, SOCK_RAW, 0)); }

static int socket_pair(struct outside *out) {
  int pair[2];
  return outcome(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
}

static int connect_own_socket(struct outside *out) {
  // Descriptor 4 is a socket that is not connected; a reader has none, but if it had.
  struct sockaddr_in there = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(9)};
  int result = outcome(connect(4, (struct sockaddr *)&there, sizeof there));
  // Nobody listens there: to have asked is to be out.
  return result == ECONNREFUSED ? 0 : result;
}

static int start_child(struct outside *out) {
  pid_t child = fork();
  if (child == 0) _exit(0);
  return child > 0 ? outcome(waitpid(child, NULL, 0)) : errno;
}

static int start_child_sharing_memory(struct outside *out) {
  pid_t child = vfork();
  if (child == 0) _exit(0);
  return child > 0 ? outcome(waitpid(child, NULL, 0)) : errno;
}

static int run_program(struct outside *out) {
  execl("/bin/true", "true", NULL);
  return errno;
}

static int run_program_by_descriptor(struct outside *out) {
  syscall(SYS_execveat, AT_FDCWD, "/bin/true", (char *[]){"true", NULL}, (char *[]){NULL}, 0);
  return errno;
}

static int trace_parent(struct outside *out) {
  int result = outcome(ptrace(PTRACE_SEIZE, getppid(), 0, 0));
  if (result == 0) ptrace(PTRACE_DETACH, getppid(), 0, 0);
  return result;
}

static int read_into_parent(struct outside *out) {
  char byte;
  struct iovec here = {&byte, 1}, there = {&byte, 1};
  int result = outcome(process_vm_readv(getppid(), &here, 1, &there, 1, 0));
  return result == EFAULT ? 0 : result;
}

static int signal_parent(struct outside *out) { return outcome(kill(getppid(), 0)); }

static int signal_thread_of_parent(struct outside *out) { return outcome(syscall(SYS_tgkill, getppid(), getppid(), 0)); }

static int signal_by_descriptor(struct outside *out) { return outcome(syscall(SYS_pidfd_open, getppid(), 0)); }

static int use_ring(struct outside *out) {
  char parameters[120] = {0};
  return outcome(syscall(SYS_io_uring_setup, 1, parameters));
}

static int enter_namespace(struct outside *out) { return outcome(unshare(CLONE_NEWNS)); }

static int mount_folder(struct outside *out) {
  int result = outcome(mount("none", out->folder, "tmpfs", 0, NULL));
  if (result == 0) umount2(out->folder, MNT_DETACH);
  return result;
}

static int change_root(struct outside *out) { return outcome(chroot(out->folder)); }

static int raise_own_limit(struct outside *out) {
  struct rlimit limit;
  getrlimit(RLIMIT_AS, &limit);
  return outcome(setrlimit(RLIMIT_AS, &limit));
}

static int limit_parent(struct outside *out) { return outcome(prlimit(getppid(), RLIMIT_CPU, NULL, NULL)); }

static int become_dumpable(struct outside *out) { return outcome(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)); }

static int map_new_code(struct outside *out) {
  void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? errno : 0;
}

static int turn_data_into_code(struct outside *out) {
  void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? errno : outcome(mprotect(page, 4096, PROT_READ | PROT_EXEC));
}

static const struct {
  const char *name;
  int (*go)(struct outside *);
} ways[] = {
    {"open-file", open_file},
    {"open-without-name", open_without_name},
    {"open-through-link", open_through_link},
    {"list-folder", list_folder},
    {"open-for-writing", open_for_writing},
    {"empty-file", empty_file},
    {"make-file", make_file},
    {"make-nameless-file", make_nameless_file},
    {"open-resource-for-writing", open_resource_for_writing},
    {"reopen-document", reopen_document},
    {"read-own-memory", read_own_memory},
    {"read-memory-of-parent", read_memory_of_parent},
    {"read-environment-of-parent", read_environment_of_parent},
    {"write-to-document", write_to_document},
    {"truncate-file", truncate_file},
    {"remove-file", remove_file},
    {"rename-file", rename_file},
    {"make-folder", make_folder},
    {"make-link", make_link},
    {"make-hard-link", make_hard_link},
    {"change-mode", change_mode},
    {"change-folder", change_folder},
    {"make-memory-file", make_memory_file},
    {"internet-socket", internet_socket},
    {"datagram-socket", datagram_socket},
    {"local-socket", local_socket},
    {"kernel-socket", kernel_socket},
    {"socket-pair", socket_pair},
    {"connect-own-socket", connect_own_socket},
    {"start-child", start_child},
    {"start-child-sharing-memory", start_child_sharing_memory},
    {"run-program", run_program},
    {"run-program-by-descriptor", run_program_by_descriptor},
    {"trace-parent", trace_parent},
    {"read-into-parent", read_into_parent},
    {"signal-parent", signal_parent},
    {"signal-thread-of-parent", signal_thread_of_parent},
    {"signal-by-descriptor", signal_by_descriptor},
    {"use-ring", use_ring},
    {"enter-namespace", enter_namespace},
    {"mount-folder", mount_folder},
    {"change-root", change_root},
    {"raise-own-limit", raise_own_limit},
    {"limit-parent", limit_parent},
    {"become-dumpable", become_dumpable},
    {"map-new-code", map_new_code},
    {"turn-data-into-code", turn_data_into_code},
};

int reader_sandbox_escape(const char *way, const char *file, const char *folder) {
  struct outside out = {.file = file, .folder = folder};
  snprintf(out.name, sizeof out.name, "%s/new", folder);
  for (size_t index = 0; index < sizeof ways / sizeof *ways; index++)
    if (strcmp(ways[index].name, way) == 0) return ways[index].go(&out);
  return -1;
}

const char *reader_sandbox_way(size_t index) { return index < sizeof ways / sizeof *ways ? ways[index].name : NULL; }

static void fill_memory(int signal) {
  const size_t size = 16 << 20;
  for (;;) {
    char *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED) __builtin_trap();
    memset(block, 1, size);
  }
}

void reader_sandbox_fill_memory_on(int number) { signal(number, fill_memory); }
#endif
