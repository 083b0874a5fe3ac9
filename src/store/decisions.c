/* SPDX-License-Identifier: MIT */
/* The log is replayed at every open: it is short, people write it. */
#include "store/decisions_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/hash.h"
#include "core/search.h"
#include "core/utf8.h"
#include "store/durable.h"

enum { LOG_MOST = 1 << 30, HEX = 16 };

static const char *const known[] = { "copy", "quotation", "template", "common", "ignore" };

static const char *known_word(const char *s, size_t n)
{
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (strlen(known[i]) == n && memcmp(known[i], s, n) == 0)
            return known[i];
    return NULL;
}

bool decision_known(const char *what) { return known_word(what, strlen(what)) != NULL; }

void decisions_done(struct decisions *d)
{
    mem_free(d->item);
    arena_done(&d->arena);
    *d = (struct decisions){ 0 };
}

static int damaged(uint64_t at, const char *why, struct crib_err *err)
{
    return CRIB_FAIL(err, CRIB_E_DAMAGED, (size_t)at, DECISIONS_FILE " is damaged at byte %" PRIu64 ": %s", at, why);
}

static bool hex(const char *s, uint64_t *out)
{
    *out = 0;
    for (int i = 0; i < HEX; i++) {
        int v = s[i] >= '0' && s[i] <= '9' ? s[i] - '0' : s[i] >= 'a' && s[i] <= 'f' ? s[i] - 'a' + 10 : -1;
        if (v < 0)
            return false;
        *out = *out << 4 | (uint64_t)v;
    }
    return true;
}

bool decisions_line_sum(const char *s, size_t n, uint64_t *sum)
{
    uint64_t x;
    if (n < HEX || !hex(s, &x))
        return false;
    *sum = x;
    return true;
}

/* One line without its end: "SUM ID DECISION TIME NOTE". */
bool decisions_read_line(struct decisions *d, const char *s, size_t n, struct decision *out, struct crib_err *err,
                         int *rc)
{
    uint64_t sum;
    const char *end = s + n, *p = s + 2 * (HEX + 1);
    *rc = CRIB_OK;
    if (n < 2 * (HEX + 1) || !hex(s, &sum) || s[HEX] != ' ' || !hex(s + HEX + 1, &out->id) || s[2 * HEX + 1] != ' ')
        return false;
    if (hash_bytes(s + HEX + 1, n - HEX - 1, d->last) != sum)
        return false;
    const char *space = memchr(p, ' ', (size_t)(end - p));
    if (!space || !(out->what = known_word(p, (size_t)(space - p))) || end - space < DECISION_TIME + 2 ||
        space[1 + DECISION_TIME] != ' ')
        return false;
    out->time = arena_strndup(&d->arena, space + 1, DECISION_TIME);
    out->note = arena_strndup(&d->arena, space + 2 + DECISION_TIME, (size_t)(end - space) - 2 - DECISION_TIME);
    if (!out->time || !out->note)
        *rc = CRIB_NOMEM(err);
    d->last = sum;
    return true;
}

/* Where an id stands or would stand. */
static size_t place_of(const struct decisions *d, uint64_t id)
{
    size_t at;
    LOWER_BOUND(at, d->n, d->item[at].id < id);
    return at;
}

const struct decision *decisions_find(const struct decisions *d, uint64_t id)
{
    size_t at = place_of(d, id);
    return at < d->n && d->item[at].id == id ? &d->item[at] : NULL;
}

static int set(struct decisions *d, size_t *cap, struct decision x, struct crib_err *err)
{
    size_t at = place_of(d, x.id);
    if (at == d->n || d->item[at].id != x.id) {
        CRIB_TRY(VEC_GROW(d->item, d->n, cap, 1, err));
        memmove(d->item + at + 1, d->item + at, (d->n - at) * sizeof *d->item);
        d->n++;
    }
    d->item[at] = x;
    return CRIB_OK;
}

static int replay(struct decisions *d, const char *text, size_t n, uint64_t least, struct crib_err *err)
{
    size_t cap = 0;
    while (d->n_bytes < n) {
        const char *line = text + d->n_bytes, *end = memchr(line, '\n', n - (size_t)d->n_bytes);
        struct decision x;
        int rc;
        if (!end)
            break;
        if (!decisions_read_line(d, line, (size_t)(end - line), &x, err, &rc))
            return damaged(d->n_bytes, "a line is not as it was written", err);
        CRIB_TRY(rc);
        CRIB_TRY(set(d, &cap, x, err));
        d->n_bytes += (size_t)(end - line) + 1;
    }
    return d->n_bytes >= least ? CRIB_OK : damaged(d->n_bytes, "the last lines are missing", err);
}

int decisions_read_text(const char *folder, char **text, size_t *n, struct crib_err *err)
{
    struct stat st;
    char *path = durable_path(folder, DECISIONS_FILE);
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    int e = errno;
    *text = NULL;
    *n = 0;
    if (!path)
        return CRIB_NOMEM(err);
    mem_free(path);
    if (fd < 0)
        return e == ENOENT ? CRIB_OK
                           : CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot open " DECISIONS_FILE ": %s", strerror(e));
    int rc = fstat(fd, &st) == 0 && st.st_size <= LOG_MOST
                 ? CRIB_OK : CRIB_FAIL(err, CRIB_E_LIMIT, CRIB_NOWHERE, DECISIONS_FILE " is longer than 1 GiB");
    if (rc == CRIB_OK && !(*text = mem_alloc((size_t)st.st_size + 1)))
        rc = CRIB_NOMEM(err);
    for (ssize_t some; rc == CRIB_OK && *n < (size_t)st.st_size; *n += (size_t)some) {
        some = read(fd, *text + *n, (size_t)st.st_size - *n);
        if (some < 0)
            rc = CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot read " DECISIONS_FILE ": %s", strerror(errno));
        if (some <= 0)
            break;
    }
    close(fd);
    return rc;
}

int decisions_read(struct decisions *d, const char *folder, uint64_t least, struct crib_err *err)
{
    char *text;
    size_t n;
    *d = (struct decisions){ 0 };
    arena_init(&d->arena);
    int rc = decisions_read_text(folder, &text, &n, err);
    if (rc == CRIB_OK)
        rc = replay(d, text, n, least, err);
    mem_free(text);
    return rc;
}

static int check(const struct decision *x, struct crib_err *err)
{
    size_t n = strlen(x->note);
    if (!decision_known(x->what))
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE,
                         "a decision is copy, quotation, template, common or ignore, not '%.40s'", x->what);
    if (strlen(x->time) != DECISION_TIME || strchr(x->time, ' '))
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "'%.40s' is no time like 2024-01-31T23:59:59Z", x->time);
    if (n > DECISION_NOTE || utf8_broken(x->note, n, NULL) > 0)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "a note is UTF-8 of at most %d bytes", DECISION_NOTE);
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)x->note[i] < ' ' || x->note[i] == 0x7F)
            return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "a note is one line without control characters");
    return CRIB_OK;
}

static int add_line(struct buf *b, const struct decision *x, uint64_t *last, struct crib_err *err)
{
    size_t begin = b->n;
    CRIB_TRY(check(x, err));
    CRIB_TRY(buf_printf(b, err, "%016x %016" PRIx64 " %s %s %s", 0, x->id, x->what, x->time, x->note));
    *last = hash_bytes(b->p + begin + HEX + 1, b->n - begin - HEX - 1, *last);
    char sum[HEX + 1];
    snprintf(sum, sizeof sum, "%016" PRIx64, *last);
    memcpy(b->p + begin, sum, HEX);
    return buf_char(b, '\n', err);
}

/* Behind the whole lines; what a killed writer left is written over. */
static int write_lines(const struct decisions *d, const char *folder, const struct buf *b, struct crib_err *err)
{
    char *path = durable_path(folder, DECISIONS_FILE);
    if (!path)
        return CRIB_NOMEM(err);
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    size_t n = 0;
    bool well = fd >= 0 && ftruncate(fd, (off_t)d->n_bytes) == 0;
    while (well && n < b->n) {
        ssize_t some = pwrite(fd, b->p + n, b->n - n, (off_t)(d->n_bytes + n));
        well = some > 0 || (some < 0 && errno == EINTR);
        n += some > 0 ? (size_t)some : 0;
    }
    well = well && fsync(fd) == 0;
    int rc = well ? CRIB_OK
                  : CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot write " DECISIONS_FILE ": %s", strerror(errno));
    if (fd >= 0)
        close(fd);
    mem_free(path);
    return rc == CRIB_OK ? durable_sync_folder(folder, err) : rc;
}

static int add_lines(struct buf *b, const struct decision *v, size_t n, uint64_t *last, struct crib_err *err)
{
    for (size_t i = 0; i < n; i++)
        CRIB_TRY(add_line(b, &v[i], last, err));
    return CRIB_OK;
}

int decisions_lines(const struct decisions *d, const struct decision *v, size_t n, struct buf *b, struct crib_err *err)
{
    uint64_t last = d->last;
    buf_init(b, LOG_MOST);
    int rc = add_lines(b, v, n, &last, err);
    if (rc != CRIB_OK)
        buf_done(b);
    return rc;
}

int decisions_append(struct decisions *d, const char *folder, const struct decision *v, size_t n, struct crib_err *err)
{
    struct buf b;
    uint64_t last = d->last;
    buf_init(&b, LOG_MOST);
    int rc = add_lines(&b, v, n, &last, err);
    if (rc == CRIB_OK)
        rc = write_lines(d, folder, &b, err);
    if (rc == CRIB_OK) {
        d->n_bytes += b.n;
        d->last = last;
    }
    buf_done(&b);
    return rc;
}
