/* SPDX-License-Identifier: MIT */
/* Preloaded: makes the nth system call that changes a file fail, as a full or
 * broken disk would. FAIL_NTH counts from 0; FAIL_WITH is the errno.
 *     cc -shared -fPIC -o fail_nth.so fail_nth.c -ldl */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static long left = -2;

static int fails(void)
{
    if (left == -2) {
        const char *nth = getenv("FAIL_NTH");
        left = nth ? strtol(nth, NULL, 10) : -1;
    }
    if (left < 0 || left-- > 0)
        return 0;
    const char *with = getenv("FAIL_WITH");
    errno = with ? (int)strtol(with, NULL, 10) : EIO;
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t n) { return fd > 2 && fails() ? -1 : REAL(write)(fd, bytes, n); }
int mkdirat(int dir, const char *path, mode_t mode) { return fails() ? -1 : REAL(mkdirat)(dir, path, mode); }
char *mkdtemp(char *pattern) { return fails() ? NULL : REAL(mkdtemp)(pattern); }
int fchmod(int fd, mode_t mode) { return fails() ? -1 : REAL(fchmod)(fd, mode); }
int syncfs(int fd) { return fails() ? -1 : REAL(syncfs)(fd); }
int fsync(int fd) { return fails() ? -1 : REAL(fsync)(fd); }
int rename(const char *from, const char *to) { return fails() ? -1 : REAL(rename)(from, to); }
int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    if (getenv("NO_EXCHANGE")) { /* a file system that knows none */
        errno = EINVAL;
        return -1;
    }
    return fails() ? -1 : REAL(renameat2)(a, from, b, to, flags);
}

int openat(int dir, const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return flags & O_CREAT && fails() ? -1 : REAL(openat)(dir, path, flags, mode);
}
