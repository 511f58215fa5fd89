#ifndef HOTGIGS_FILE_SYSTEM_H
#define HOTGIGS_FILE_SYSTEM_H

// System calls that Swift's Glibc does not offer.

/// The magic number of the file system that an open folder is on (statfs(2)), or -1 with errno set.
long file_system_magic(int folder);

/// Renames a file from one open folder into another, unless something stands there already (EEXIST). Returns 0, or -1 with
/// errno set; EINVAL or ENOSYS where the file system can't promise it.
int file_system_rename_new(int from_folder, const char *from_name, int to_folder, const char *to_name);

#endif
