#define _GNU_SOURCE
#include "reader_sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Landlock's numbers, from include/uapi/linux/landlock.h of Linux 6.15: a system's headers may know fewer than its kernel.

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

enum { CREATE_RULESET_VERSION = 1, RULE_PATH_BENEATH = 1 };

enum {
  READ_FILE = 1 << 2,
  READ_DIR = 1 << 3,
};

struct ruleset {
  uint64_t files;
  uint64_t network;
  uint64_t scoped;
};

struct path_beneath {
  uint64_t allowed;
  int32_t parent;
} __attribute__((packed));

/// All that a version can refuse.
static struct ruleset everything(int version) {
  struct ruleset all = {.files = (1 << 13) - 1};  // from executing to making symbolic links
  if (version >= 2) all.files |= 1 << 13;         // to link and rename across folders
  if (version >= 3) all.files |= 1 << 14;         // to truncate
  if (version >= 4) all.network = 3;              // to bind and connect by TCP
  if (version >= 5) all.files |= 1 << 15;         // to control devices
  if (version >= 6) all.scoped = 3;               // abstract sockets, signals
  return all;
}

/// How much of the struct a version knows, bytes.
static size_t known(int version) {
  if (version >= 6) return sizeof(struct ruleset);
  return version >= 4 ? 2 * sizeof(uint64_t) : sizeof(uint64_t);
}

int reader_sandbox_renounce_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : errno; }

/// Lets what lies at or below a path be read. Returns 0, or an errno.
static int allow(int ruleset, const char *path) {
  int parent = open(path, O_PATH | O_CLOEXEC);
  if (parent < 0) return errno == ENOENT || errno == ENOTDIR || errno == EACCES ? 0 : errno;
  struct stat status;
  struct path_beneath rule = {.allowed = READ_FILE, .parent = parent};
  int failure = 0;
  if (fstat(parent, &status) != 0) {
    failure = errno;
  } else {
    if (S_ISDIR(status.st_mode)) rule.allowed |= READ_DIR;
    if (syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) != 0) failure = errno;
  }
  close(parent);
  return failure;
}

int reader_sandbox_close_files(const char *const *paths, size_t count) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);
  if (version < 0) return -errno;
  struct ruleset all = everything((int)version);
  int ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, known((int)version), 0);
  if (ruleset < 0) return -errno;
  int failure = 0;
  for (size_t index = 0; index < count && failure == 0; index++) failure = allow(ruleset, paths[index]);
  if (failure == 0 && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) failure = errno;
  close(ruleset);
  return failure == 0 ? (int)version : -failure;
}
