#ifndef HOTGIGS_READER_SOCKET_H
#define HOTGIGS_READER_SOCKET_H

#include <stddef.h>
#include <sys/types.h>

// The CMSG_* macros that descriptor passing needs do not import into Swift.

/// Sends `length` bytes and one descriptor as one message. Returns the bytes sent, or -1 with errno set.
ssize_t reader_socket_send_descriptor(int socket, const void *bytes, size_t length, int descriptor);

/// Receives up to `capacity` bytes and the descriptor sent with them (-1 where there is none; closed on exec).
/// Returns the bytes received, 0 at the end of the stream, or -1 with errno set.
ssize_t reader_socket_receive_descriptor(int socket, void *bytes, size_t capacity, int *descriptor);

#endif
