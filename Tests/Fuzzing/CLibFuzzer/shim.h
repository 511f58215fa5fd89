#ifndef HOTGIGS_LIBFUZZER_H
#define HOTGIGS_LIBFUZZER_H

#include <stddef.h>
#include <stdint.h>

/// Runs the fuzzer with its command line and returns its exit code. LLVM's libFuzzer; only a build with its sanitizer has it.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*check)(const uint8_t *bytes, size_t count));

#endif
