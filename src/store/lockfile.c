/* SPDX-License-Identifier: MIT */
/* The lock is the system's (flock): it ends with the process, however that
 * ends. What stands in the file is for people. */
#include "store/lockfile.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "core/mem.h"
#include "store/durable.h"

static int held(int fd, struct crib_err *err)
{
    char who[96];
    ssize_t n = pread(fd, who, sizeof who - 1, 0);
    size_t len = 0;
    for (; n > 0 && len < (size_t)n && who[len] >= ' ' && who[len] <= '~'; len++)
        ;
    who[len] = '\0';
    return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "another process writes this index: %s", len ? who : "unknown");
}

int lockfile_take(struct lockfile *l, const char *folder, const char *name, const char *work, struct crib_err *err)
{
    char *path = durable_path(folder, name), host[64] = "", since[32] = "", who[160];
    l->fd = -1;
    if (!path)
        return CRIB_NOMEM(err);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    mem_free(path);
    if (fd < 0)
        return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot open %s: %s", name, strerror(errno));
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        int rc = errno == EWOULDBLOCK
                     ? held(fd, err)
                     : CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot lock %s: %s", name, strerror(errno));
        close(fd);
        return rc;
    }
    time_t now = time(NULL);
    struct tm t;
    if (gethostname(host, sizeof host - 1) == 0 && gmtime_r(&now, &t))
        strftime(since, sizeof since, "%Y-%m-%dT%H:%M:%SZ", &t);
    int n = snprintf(who, sizeof who, "%s, process %ld on %s since %s\n", work, (long)getpid(), host, since);
    if (ftruncate(fd, 0) != 0 || pwrite(fd, who, min_size((size_t)n, sizeof who - 1), 0) < 0) {
        int rc = CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot write %s: %s", name, strerror(errno));
        close(fd);
        return rc;
    }
    l->fd = fd;
    return CRIB_OK;
}

void lockfile_drop(struct lockfile *l)
{
    if (l->fd < 0)
        return;
    if (ftruncate(l->fd, 0) != 0) { /* what it says is for people; the lock goes with the descriptor */
    }
    close(l->fd);
    l->fd = -1;
}
