#include <libpq-fe.h>
// libpq leaves waiting on its socket to the caller; Swift's Glibc module lacks these three.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
