/* SPDX-License-Identifier: MIT */
/* Preloaded: makes the nth system call that changes a file fail, as a full or
 * broken disk would. FAIL_NTH counts from 0; FAIL_WITH is the errno, or "kill":
 * the process ends there as if the machine had; or "stop": it stands still
 * there until it is told to go on. FAIL_BELOW, part of a path:
 * also maps files, opens for reading below it, and everything else that an
 * index does. NO_EXCHANGE: a file system that cannot exchange two names.
 *     cc -shared -fPIC -o fail_nth.so fail_nth.c -ldl */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
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
    if (with && strcmp(with, "kill") == 0)
        raise(SIGKILL);
    if (with && strcmp(with, "stop") == 0) {
        raise(SIGSTOP);
        return 0;
    }
    errno = with ? (int)strtol(with, NULL, 10) : EIO;
    return 1;
}

static int fails_more(void) { return getenv("FAIL_BELOW") && fails(); }

static int is_below(const char *path)
{
    const char *below = getenv("FAIL_BELOW");
    return below && strstr(path, below) != NULL;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t n) { return fd > 2 && fails() ? -1 : REAL(write)(fd, bytes, n); }
ssize_t pwrite(int fd, const void *p, size_t n, off_t at) { return fails_more() ? -1 : REAL(pwrite)(fd, p, n, at); }
ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at) { return fails_more() ? -1 : REAL(pwrite64)(fd, p, n, at); }
int ftruncate(int fd, off_t n) { return fails_more() ? -1 : REAL(ftruncate)(fd, n); }
int ftruncate64(int fd, off64_t n) { return fails_more() ? -1 : REAL(ftruncate64)(fd, n); }
int fallocate(int fd, int mode, off_t at, off_t n) { return fails_more() ? -1 : REAL(fallocate)(fd, mode, at, n); }
int fallocate64(int fd, int mode, off64_t at, off64_t n) { return fails_more() ? -1 : REAL(fallocate64)(fd, mode, at, n); }
int posix_fallocate(int fd, off_t at, off_t n) { return fails_more() ? errno : REAL(posix_fallocate)(fd, at, n); }
int posix_fallocate64(int fd, off64_t at, off64_t n) { return fails_more() ? errno : REAL(posix_fallocate64)(fd, at, n); }
int unlink(const char *path) { return fails_more() ? -1 : REAL(unlink)(path); }
int unlinkat(int dir, const char *path, int flags) { return fails_more() ? -1 : REAL(unlinkat)(dir, path, flags); }
int mkdir(const char *path, mode_t mode) { return fails_more() ? -1 : REAL(mkdir)(path, mode); }
int renameat(int a, const char *from, int b, const char *to) { return fails_more() ? -1 : REAL(renameat)(a, from, b, to); }
int fdatasync(int fd) { return fails_more() ? -1 : REAL(fdatasync)(fd); }
int flock(int fd, int how) { return fails_more() ? -1 : REAL(flock)(fd, how); }
int mkdirat(int dir, const char *path, mode_t mode) { return fails() ? -1 : REAL(mkdirat)(dir, path, mode); }
char *mkdtemp(char *pattern) { return fails() ? NULL : REAL(mkdtemp)(pattern); }
int mkostemp(char *pattern, int flags) { return fails_more() ? -1 : REAL(mkostemp)(pattern, flags); }
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

void *mmap(void *at, size_t n, int prot, int flags, int fd, off_t from)
{
    return fd >= 0 && fails_more() ? MAP_FAILED : REAL(mmap)(at, n, prot, flags, fd, from);
}
void *mmap64(void *at, size_t n, int prot, int flags, int fd, off64_t from)
{
    return fd >= 0 && fails_more() ? MAP_FAILED : REAL(mmap64)(at, n, prot, flags, fd, from);
}

#define MODE_OF(flags, more) \
    mode_t mode = 0; \
    if ((flags) & O_CREAT) { \
        va_list more; \
        va_start(more, flags); \
        mode = va_arg(more, mode_t); \
        va_end(more); \
    }

int open(const char *path, int flags, ...)
{
    MODE_OF(flags, more)
    return is_below(path) && fails() ? -1 : REAL(open)(path, flags, mode);
}
int open64(const char *path, int flags, ...)
{
    MODE_OF(flags, more)
    return is_below(path) && fails() ? -1 : REAL(open64)(path, flags, mode);
}
int openat(int dir, const char *path, int flags, ...)
{
    MODE_OF(flags, more)
    return (flags & O_CREAT || is_below(path)) && fails() ? -1 : REAL(openat)(dir, path, flags, mode);
}
