/* SPDX-License-Identifier: MIT */
/* Room is reserved in small calls, since a signal may end a call with nothing
 * done, which is then asked for again. */
#include "core/spill_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <linux/magic.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { STEP = 4 << 20 };

static int file_in(const char *folder)
{
    char name[PATH_MAX];
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0 && snprintf(name, sizeof name, "%s/crib-XXXXXX", folder) < (int)sizeof name) {
        fd = mkostemp(name, O_CLOEXEC); /* a file system that knows no nameless files */
        if (fd >= 0)
            (void)unlink(name);
    }
    return fd;
}

static bool lies_in_memory(int fd)
{
    struct statfs s;
    return fstatfs(fd, &s) == 0 && (s.f_type == TMPFS_MAGIC || s.f_type == RAMFS_MAGIC);
}

/* On btrfs a page that was written once is stored elsewhere the next time,
 * room for which nobody reserved; elsewhere this changes nothing. */
static void store_in_place(int fd)
{
    int flags = 0;
    if (ioctl(fd, FS_IOC_GETFLAGS, &flags) == 0) {
        flags |= FS_NOCOW_FL;
        (void)ioctl(fd, FS_IOC_SETFLAGS, &flags);
    }
}

int spill_file_open(int *out, struct crib_err *err)
{
    const char *given = getenv("TMPDIR"), *folder = given && *given ? given : "/tmp";
    int fd = file_in(folder);
    int why = errno;
    if (folder != given && (fd < 0 || lies_in_memory(fd))) { /* nobody chose it */
        int other = file_in("/var/tmp");
        if (other >= 0 && fd >= 0)
            close(fd);
        fd = other >= 0 ? other : fd;
    }
    if (fd < 0)
        return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot make a file in the temporary folder %s (%d)", folder, why);
    store_in_place(fd);
    *out = fd;
    return CRIB_OK;
}

bool spill_file_reserve(int fd, uint64_t from, uint64_t n)
{
    struct rlimit most;
    if (getrlimit(RLIMIT_FSIZE, &most) == 0 && most.rlim_cur != RLIM_INFINITY && from + n > most.rlim_cur)
        return false; /* the system would send a SIGXFSZ */
    for (uint64_t at = 0; at < n;) {
        int rc = posix_fallocate(fd, (off_t)(from + at), (off_t)(n - at < STEP ? n - at : STEP));
        if (rc != 0 && rc != EINTR)
            return false;
        at += rc == 0 ? STEP : 0;
    }
    return true;
}

void spill_file_release(int fd, uint64_t from, uint64_t n)
{
    (void)fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)from, (off_t)n);
}
