#ifndef C_SOCKET_ACCEPT_H
#define C_SOCKET_ACCEPT_H

// Takes a connection that no child process inherits and no call waits for, in one step: `accept4`, which Swift's Glibc
// lacks. Returns -1 with errno as accept4 does.
int hotgigs_accept(int listener);

#endif
