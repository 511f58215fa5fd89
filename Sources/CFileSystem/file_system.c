#define _GNU_SOURCE
#include "file_system.h"

#include <stdio.h>
#include <sys/vfs.h>

long file_system_magic(int folder) {
    struct statfs status;
    return fstatfs(folder, &status) == 0 ? (long)status.f_type : -1;
}

int file_system_rename_new(int from_folder, const char *from_name, int to_folder, const char *to_name) {
    return renameat2(from_folder, from_name, to_folder, to_name, RENAME_NOREPLACE);
}
