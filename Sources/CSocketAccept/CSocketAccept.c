#define _GNU_SOURCE
#include "CSocketAccept.h"

#include <sys/socket.h>

int hotgigs_accept(int listener) {
  return accept4(listener, 0, 0, SOCK_CLOEXEC | SOCK_NONBLOCK);
}
