/* SPDX-License-Identifier: MIT */
/* Reading with read(). The system's own sentences for errno depend on the
 * locale, so a refusal is named by a code. */
#include "source/input.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Larger single reads gain nothing, and Linux cuts them at 2 GiB anyway. */
enum { READ_MOST = 1 << 24, ROOM_LEAST = 1 << 14 };

const char *input_kind(unsigned mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG: return NULL;
    case S_IFCHR:
    case S_IFBLK: return "device";
    case S_IFIFO: return "fifo";
    case S_IFSOCK: return "socket";
    default: return "other";
    }
}

struct crib_fact input_trouble(int number)
{
    static const struct { int number; const char *reason; } known[] = {
        { EACCES, "permission-denied" },    { EPERM, "permission-denied" }, { EISDIR, "is-folder" },
        { ELOOP, "link-loop" },             { ENAMETOOLONG, "name-too-long" }, { EMFILE, "too-many-open-files" },
        { ENFILE, "too-many-open-files" },  { EIO, "input-output-error" },  { ENOENT, "not-found" },
        { ENOTDIR, "not-found" },
    };
    struct crib_fact f = fact("cannot-read");
    const char *reason = "other";
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (known[i].number == number)
            reason = known[i].reason;
    fact_static(&f, "reason", reason);
    fact_int(&f, "errno", number);
    return f;
}

void input_open(struct input *in, const char *path, int *trouble, const char **kind)
{
    *in = (struct input){ .fd = -1, .ended = true };
    *trouble = 0;
    *kind = NULL;
    bool is_stdin = strcmp(path, "-") == 0;
    /* Without O_NONBLOCK a fifo that took the file's place would hang us. */
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) {
        *trouble = errno;
    } else if (S_ISDIR(st.st_mode)) {
        *trouble = EISDIR;
    } else if (!is_stdin && (*kind = input_kind(st.st_mode))) {
        ;
    } else {
        *in = (struct input){ .fd = fd, .owned = !is_stdin };
        if (S_ISREG(st.st_mode) && st.st_size > 0)
            in->size_hint = (uint64_t)st.st_size;
        return;
    }
    if (fd >= 0 && !is_stdin)
        close(fd);
}

void input_memory(struct input *in, const char *bytes, size_t n)
{
    *in = (struct input){ .fd = -1, .memory = bytes, .n_memory = n, .size_hint = n };
}

void input_done(struct input *in)
{
    if (in->owned)
        close(in->fd);
    *in = (struct input){ .fd = -1, .ended = true };
}

/* Bytes got, 0 at the end and after a failure. */
static size_t get(struct input *in, char *to, size_t most)
{
    if (in->fd < 0) {
        size_t n = min_size(most, in->n_memory);
        if (n)
            memcpy(to, in->memory, n);
        in->memory += n;
        in->n_memory -= n;
        return n;
    }
    for (;;) {
        ssize_t n = read(in->fd, to, min_size(most, READ_MOST));
        if (n >= 0)
            return (size_t)n;
        if (errno == EINTR)
            continue;
        in->failed = errno;
        return 0;
    }
}

int input_read(struct input *in, size_t most, struct buf *b, struct crib_err *err)
{
    size_t end = most > SIZE_MAX - b->n ? SIZE_MAX : b->n + most;
    if (in->size_hint > b->limit - b->n && most > in->size_hint)
        return CRIB_FAIL(err, CRIB_E_LIMIT, b->n, "more than %zu bytes", b->limit);
    /* One byte more than is expected, so that the read that finds the end
     * needs no growing. */
    if (in->size_hint < b->limit - b->n)
        CRIB_TRY(buf_room(b, min_size((size_t)in->size_hint + 1, end - b->n), err));
    while (!in->ended && b->n < end) {
        char beyond;
        bool full = b->n == b->limit;
        if (!full && b->n == b->cap)
            CRIB_TRY(buf_room(b, min_size(ROOM_LEAST, b->limit - b->n), err));
        size_t got = full ? get(in, &beyond, 1)
                          : get(in, b->p + b->n, min_size(min_size(b->cap, b->limit), end) - b->n);
        if (full && got)
            return CRIB_FAIL(err, CRIB_E_LIMIT, b->n, "more than %zu bytes", b->limit);
        in->ended = got == 0;
        b->n += got;
        in->size_hint -= min_size((size_t)in->size_hint, got);
    }
    return CRIB_OK;
}
