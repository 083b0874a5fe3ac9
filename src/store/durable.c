/* SPDX-License-Identifier: MIT */
/* Temporary name, sync, rename, sync of the folder: in this order a crash at
 * any moment leaves the old file or the new one. */
#include "store/durable.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/mem.h"

static const char SUFFIX[] = ".new";

char *durable_path(const char *folder, const char *name)
{
    size_t n = strlen(folder), m = strlen(name);
    char *path = mem_alloc(n + m + 2);
    if (!path)
        return NULL;
    memcpy(path, folder, n);
    path[n] = '/';
    memcpy(path + n + 1, name, m + 1);
    return path;
}

bool durable_is_temporary(const char *name)
{
    size_t n = strlen(name);
    return n >= sizeof SUFFIX && strcmp(name + n - (sizeof SUFFIX - 1), SUFFIX) == 0;
}

static int system_refused(const char *what, const char *name, struct crib_err *err)
{
    return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot %s %s: %s", what, name, strerror(errno));
}

int durable_begin(struct durable *d, const char *folder, const char *name, struct crib_err *err)
{
    *d = (struct durable){ .fd = -1, .folder = -1 };
    if (strlen(name) >= sizeof d->name)
        return CRIB_FAIL(err, CRIB_E_INTERNAL, CRIB_NOWHERE, "a file's name is too long");
    snprintf(d->name, sizeof d->name, "%s", name);
    snprintf(d->temp, sizeof d->temp, "%s%s", name, SUFFIX);
    d->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (d->folder < 0)
        return system_refused("open", folder, err);
    d->fd = openat(d->folder, d->temp, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (d->fd >= 0)
        return CRIB_OK;
    int rc = system_refused("make", d->temp, err);
    close(d->folder);
    d->folder = -1;
    return rc;
}

int durable_write(struct durable *d, const void *bytes, size_t n, struct crib_err *err)
{
    const char *p = bytes;
    while (n > 0) {
        ssize_t w = write(d->fd, p, n);
        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0)
            return system_refused("write", d->temp, err);
        p += w;
        n -= (size_t)w;
    }
    return CRIB_OK;
}

int durable_patch(struct durable *d, const void *bytes, size_t n, uint64_t at, struct crib_err *err)
{
    ssize_t w = pwrite(d->fd, bytes, n, (off_t)at);
    return w == (ssize_t)n ? CRIB_OK : system_refused("write", d->temp, err);
}

static void let_go(struct durable *d)
{
    if (d->fd >= 0)
        close(d->fd);
    if (d->folder >= 0)
        close(d->folder);
    d->fd = d->folder = -1;
}

int durable_finish(struct durable *d, struct crib_err *err)
{
    int rc = fsync(d->fd) == 0 ? CRIB_OK : system_refused("sync", d->temp, err);
    if (rc == CRIB_OK && renameat(d->folder, d->temp, d->folder, d->name) != 0)
        rc = system_refused("name", d->name, err);
    if (rc == CRIB_OK && fsync(d->folder) != 0)
        rc = system_refused("sync the folder of", d->name, err);
    if (rc != CRIB_OK) {
        durable_abandon(d);
        return rc;
    }
    let_go(d);
    return CRIB_OK;
}

void durable_abandon(struct durable *d)
{
    if (d->folder >= 0)
        unlinkat(d->folder, d->temp, 0);
    let_go(d);
}

int durable_sync_folder(const char *folder, struct crib_err *err)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return system_refused("open", folder, err);
    int rc = fsync(fd) == 0 ? CRIB_OK : system_refused("sync", folder, err);
    close(fd);
    return rc;
}
