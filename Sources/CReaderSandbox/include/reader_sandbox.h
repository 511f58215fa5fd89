#ifndef HOTGIGS_READER_SANDBOX_H
#define HOTGIGS_READER_SANDBOX_H

#include <stddef.h>

// What the kernel offers a process to lock itself in, and has no call in glibc for. All of it holds for the calling thread and
// what it starts, for good: a process does it while it has one thread.

/// Gives up what a set-user-id program could give. The two below need it first. Returns 0, or an errno.
int reader_sandbox_renounce_privileges(void);

/// From now on files open for reading only, and only those at or below `paths` (one that does not exist is none). Where the
/// kernel knows how to, TCP, signals and abstract sockets that lead out of the process are refused, too.
/// Returns the version of Landlock, from 1, or a negative errno.
int reader_sandbox_close_files(const char *const *paths, size_t count);

/// From now on the kernel takes no calls but those that reading a document needs. Returns 0, or an errno.
int reader_sandbox_filter_calls(void);

// For tests; a release build has none of the rest. A process inside the walls tries to get out.

/// Tries one way out. `file` is one that nobody handed over, `folder` one that could be written to, without walls.
/// Returns 0 where it led out, an errno where it was refused, -1 where there is no such way.
int reader_sandbox_escape(const char *way, const char *file, const char *folder);

/// The `index`th way, from 0; NULL past the last.
const char *reader_sandbox_way(size_t index);

/// Makes the process fill its memory, and die of it, when it gets the signal.
void reader_sandbox_fill_memory_on(int signal);

#endif
