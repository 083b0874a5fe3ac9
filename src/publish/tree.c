/* SPDX-License-Identifier: MIT */
/* Making the folder, and putting it in its place. An earlier result is
 * exchanged with the new one in a single step, where the system can; then the
 * old one is removed under the temporary name. */
#include "publish/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <dirent.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char prefix[] = ".crib-dedup-", suffix[] = "XXXXXX";
enum { NAME_PART = 200, OPEN_MOST = 16 };

static int trouble(const char *what, const char *name, int number, struct crib_err *err)
{
    return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "%s %.90s: %s", what, name, strerror(number));
}

/* --- the target -------------------------------------------------------------- */

/* The path without slashes at its end. */
static size_t trimmed(const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    return n;
}

char *tree_target(const char *path, struct crib_err *err)
{
    char *real = realpath(path, NULL), *out = NULL;
    if (real) {
        out = mem_strndup(real, strlen(real));
        free(real);
        if (!out)
            (void)CRIB_NOMEM(err);
        return out;
    }
    size_t n = trimmed(path), slash = n;
    while (slash > 0 && path[slash - 1] != '/')
        slash--;
    char *above = slash ? mem_strndup(path, slash) : mem_strndup(".", 1);
    real = above ? realpath(above, NULL) : NULL;
    bool dots = (n - slash == 1 && path[slash] == '.') || (n - slash == 2 && memcmp(path + slash, "..", 2) == 0);
    if (!real || n == slash || dots || errno == ELOOP)
        (void)CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "cannot make %.100s: %s", path,
                        real ? "no name for a folder" : strerror(errno));
    else {
        size_t n_real = strlen(real);
        bool root = n_real == 1;
        out = mem_alloc(n_real + n - slash + 2);
        if (!out)
            (void)CRIB_NOMEM(err);
        else {
            memcpy(out, real, n_real);
            if (!root)
                out[n_real++] = '/';
            memcpy(out + n_real, path + slash, n - slash);
            out[n_real + n - slash] = '\0';
        }
    }
    free(real);
    mem_free(above);
    return out;
}

static bool is_empty(const char *path, int *failed)
{
    DIR *dir = opendir(path);
    *failed = dir ? 0 : errno;
    bool empty = dir != NULL;
    for (struct dirent *e; empty && (e = readdir(dir));)
        empty = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
    if (dir)
        closedir(dir);
    return empty;
}

/* It begins as a ledger does. */
static bool is_result(const char *folder)
{
    static const char begins[] = "{\"type\":\"dedup\",\"schema\":";
    char head[sizeof begins] = "";
    int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int fd = dir >= 0 ? openat(dir, "ledger.jsonl", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) : -1;
    ssize_t n = fd >= 0 ? read(fd, head, sizeof head - 1) : 0;
    if (fd >= 0)
        close(fd);
    if (dir >= 0)
        close(dir);
    return n == (ssize_t)sizeof begins - 1 && memcmp(head, begins, sizeof begins - 1) == 0;
}

static int check_there(const struct crib_dedup_target *to, const struct stat *st, struct crib_err *err)
{
    int failed;
    if (!S_ISDIR(st->st_mode))
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "%.100s is no folder", to->path);
    if (is_empty(to->path, &failed))
        return CRIB_OK;
    if (failed)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "%.100s: %s", to->path, strerror(failed));
    bool result = is_result(to->path);
    if (result && !to->replace)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE,
                         "%.80s holds an earlier result; --replace puts the new one in its place", to->path);
    if (!to->replace)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "%.100s: the folder is not empty", to->path);
    if (!result)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "%.80s is no earlier result: it is not replaced", to->path);
    return CRIB_OK;
}

int tree_check(const struct crib_dedup_target *to, struct crib_err *err)
{
    struct stat st;
    char *target = tree_target(to->path, err), *slash = target ? strrchr(target, '/') : NULL;
    int rc = target ? CRIB_OK : CRIB_E_ARG;
    if (target && stat(to->path, &st) == 0)
        rc = check_there(to, &st, err);
    if (rc == CRIB_OK) {
        slash[slash == target] = '\0';
        if (faccessat(AT_FDCWD, target, W_OK | X_OK, AT_EACCESS) != 0)
            rc = CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "cannot make %.80s: %s", to->path, strerror(errno));
    }
    mem_free(target);
    return rc;
}

/* --- leftovers ----------------------------------------------------------------- */

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)at;
    (void)(kind == FTW_DP ? rmdir(path) : unlink(path));
    return 0;
}

static void remove_all(const char *path) { nftw(path, remove_one, OPEN_MOST, FTW_DEPTH | FTW_PHYS); }

/* "FOLDER/.crib-dedup-NAME-XXXXXX" for a target. */
static char *temp_name(const char *target)
{
    const char *slash = strrchr(target, '/');
    size_t n_above = (size_t)(slash - target) + 1, n_name = min_size(strlen(slash + 1), NAME_PART);
    char *out = mem_alloc(n_above + sizeof prefix + n_name + 1 + sizeof suffix);
    if (out)
        snprintf(out, n_above + sizeof prefix + n_name + 1 + sizeof suffix, "%.*s%s%.*s-%s", (int)n_above, target,
                 prefix, (int)n_name, slash + 1, suffix);
    return out;
}

/* Remove it, unless somebody is at work in it. */
static void remove_leftover(int above, const char *above_path, const char *name)
{
    struct stat st;
    int fd = openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return;
    if (fstat(fd, &st) == 0 && st.st_uid == geteuid() && flock(fd, LOCK_EX | LOCK_NB) == 0) {
        size_t n = strlen(above_path) + strlen(name) + 2;
        char *path = mem_alloc(n);
        if (path) {
            snprintf(path, n, "%s/%s", above_path, name);
            remove_all(path);
        }
        mem_free(path);
    }
    close(fd);
}

/* What earlier runs for this target left half done. */
static void remove_leftovers(const char *temp)
{
    const char *slash = strrchr(temp, '/');
    size_t n = strlen(slash + 1), n_fixed = n - (sizeof suffix - 1);
    char *above = mem_strndup(temp, slash == temp ? 1 : (size_t)(slash - temp));
    DIR *dir = above ? opendir(above) : NULL;
    for (struct dirent *e; dir && (e = readdir(dir));)
        if (strlen(e->d_name) == n && memcmp(e->d_name, slash + 1, n_fixed) == 0)
            remove_leftover(dirfd(dir), above, e->d_name);
    if (dir)
        closedir(dir);
    mem_free(above);
}

/* --- making it --------------------------------------------------------------------- */

/* Made and locked; between the two another run may take it for a leftover, and
 * hold the lock while it removes it, or have removed it. */
static int make_locked(struct tree *t, struct crib_err *err)
{
    enum { TRIES = 8 };
    for (int i = 0; i < TRIES; i++) {
        struct stat here, there;
        mem_free(t->temp);
        t->temp = temp_name(t->target);
        if (!t->temp)
            return CRIB_NOMEM(err);
        if (!mkdtemp(t->temp)) {
            int number = errno;
            mem_free(t->temp);
            t->temp = NULL;
            return trouble("cannot make a folder beside", t->target, number, err);
        }
        t->fd = open(t->temp, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (t->fd >= 0) {
            /* where there are no locks, nobody removes what cannot be locked */
            bool ours = flock(t->fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
            if (ours && fstat(t->fd, &here) == 0 && stat(t->temp, &there) == 0 && here.st_ino == there.st_ino)
                return CRIB_OK;
            close(t->fd);
            t->fd = -1;
        }
    }
    return CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot make a folder beside %.90s", t->target);
}

int tree_open(struct tree *t, const struct crib_dedup_target *to, struct crib_err *err)
{
    *t = (struct tree){ .to = to, .fd = -1 };
    CRIB_TRY(tree_check(to, err));
    t->target = tree_target(to->path, err);
    if (!t->target)
        return CRIB_E_ARG;
    char *pattern = temp_name(t->target);
    if (!pattern)
        return CRIB_NOMEM(err);
    remove_leftovers(pattern);
    mem_free(pattern);
    return make_locked(t, err);
}

bool tree_name_is_safe(const char *name)
{
    if (!*name)
        return false;
    for (const char *part = name;;) {
        size_t n = strcspn(part, "/");
        if (n == 0 || (n == 1 && part[0] == '.') || (n == 2 && part[0] == '.' && part[1] == '.'))
            return false;
        if (!part[n])
            return true;
        part += n + 1;
    }
}

int tree_create(struct tree *t, const char *name, int *fd, struct crib_err *err)
{
    *fd = -1;
    if (!tree_name_is_safe(name))
        return CRIB_FAIL(err, CRIB_E_FORMAT, CRIB_NOWHERE, "'%.100s' is no name for a file here", name);
    char *path = mem_strndup(name, strlen(name));
    if (!path)
        return CRIB_NOMEM(err);
    int number = 0;
    for (char *slash = strchr(path, '/'); slash && !number; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdirat(t->fd, path, 0777) != 0 && errno != EEXIST)
            number = errno;
        *slash = '/';
    }
    if (!number && (*fd = openat(t->fd, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666)) < 0)
        number = errno;
    mem_free(path);
    return number ? trouble("cannot write", name, number, err) : CRIB_OK;
}

static int stopped(const struct tree *t, struct crib_err *err)
{
    const struct crib_watch *w = t->to->watch;
    if (w && w->tick && w->tick(w->arg, "write", t->done, 0))
        return CRIB_FAIL(err, CRIB_E_INTERRUPTED, CRIB_NOWHERE, "interrupted while writing");
    return CRIB_OK;
}

int tree_write(struct tree *t, int fd, const char *bytes, size_t n, struct crib_err *err)
{
    CRIB_TRY(stopped(t, err));
    while (n > 0) {
        ssize_t written = write(fd, bytes, n);
        if (written < 0 && errno == EINTR) {
            CRIB_TRY(stopped(t, err));
            continue;
        }
        if (written < 0)
            return trouble("cannot write", t->to->path, errno, err);
        bytes += written;
        n -= (size_t)written;
        t->done += (uint64_t)written;
    }
    return CRIB_OK;
}

int tree_close(int fd, const char *name, struct crib_err *err)
{
    return close(fd) != 0 ? trouble("cannot write", name, errno, err) : CRIB_OK;
}

/* --- putting it in its place ------------------------------------------------------------ */

static mode_t wanted_mode(const char *target)
{
    struct stat old;
    mode_t mask = umask(0);
    umask(mask);
    return stat(target, &old) == 0 ? (old.st_mode & 0777) | S_IRWXU : (0777 & ~mask) | S_IRWXU;
}

static int sync_above(const char *target)
{
    const char *slash = strrchr(target, '/');
    char *above = mem_strndup(target, slash == target ? 1 : (size_t)(slash - target));
    int fd = above ? open(above, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1, number = 0;
    if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL))
        number = errno;
    if (fd >= 0)
        close(fd);
    mem_free(above);
    return number;
}

/* Where a file system knows no exchange: the old result steps aside first. For
 * a moment there is none; what is left then, if it ends there, is both under
 * temporary names. */
static int put_in_two_steps(struct tree *t)
{
    char *aside = temp_name(t->target);
    int number = aside ? 0 : ENOMEM;
    if (!number && !mkdtemp(aside))
        number = errno;
    if (!number && rename(t->target, aside) != 0)
        number = errno;
    if (!number && rename(t->temp, t->target) != 0) {
        number = errno;
        (void)rename(aside, t->target);
    }
    if (number) {
        mem_free(aside);
        return number;
    }
    mem_free(t->temp);
    t->temp = aside;
    return 0;
}

/* The old result, when there is one, is then under the temporary name. */
static int put_in_place(struct tree *t, bool *old)
{
    int failed;
    struct stat st;
    *old = stat(t->target, &st) == 0 && !is_empty(t->target, &failed);
    if (!*old)
        return rename(t->temp, t->target) == 0 ? 0 : errno;
    if (renameat2(AT_FDCWD, t->temp, AT_FDCWD, t->target, RENAME_EXCHANGE) == 0)
        return 0;
    return errno == EINVAL || errno == ENOSYS ? put_in_two_steps(t) : errno;
}

int tree_publish(struct tree *t, struct crib_err *err)
{
    bool old = false;
    CRIB_TRY(stopped(t, err));
    if (fchmod(t->fd, wanted_mode(t->target)) != 0 || syncfs(t->fd) != 0)
        return trouble("cannot write", t->to->path, errno, err);
    CRIB_TRY(stopped(t, err));
    int number = ENOTEMPTY;
    for (int tries = 0; tries < 3 && (number == ENOTEMPTY || number == EEXIST); tries++) {
        CRIB_TRY(tree_check(t->to, err)); /* it may have come to be meanwhile */
        number = put_in_place(t, &old);
    }
    if (number)
        return trouble("cannot put the result in place:", t->to->path, number, err);
    number = sync_above(t->target);
    if (old)
        remove_all(t->temp);
    mem_free(t->temp);
    t->temp = NULL;
    return number ? trouble("cannot sync the folder above", t->to->path, number, err) : CRIB_OK;
}

void tree_abandon(struct tree *t)
{
    if (t->temp)
        remove_all(t->temp);
    if (t->fd >= 0)
        close(t->fd);
    mem_free(t->temp);
    mem_free(t->target);
    t->temp = t->target = NULL;
    t->fd = -1;
}
