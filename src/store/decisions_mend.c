/* SPDX-License-Identifier: MIT */
/* A line's sum depends on the line before's, as it stands there: so after a
 * damaged line the next is known to be whole by the sum that stands in the
 * damaged one or, where that is what was damaged, only from the line after it
 * on. Lines are never guessed: what no sum vouches for is lost, and counted. */
#include "store/decisions_mend.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/decisions_inside.h"
#include "store/durable.h"

struct saved { struct decision *item; size_t n, cap; uint64_t n_bytes; };

static int save_lines(struct decisions *d, const char *text, size_t n, uint64_t least, struct saved *s,
                      struct mended *out, struct crib_err *err)
{
    for (size_t at = 0; at < n;) {
        const char *end = memchr(text + at, '\n', n - at);
        size_t len = end ? (size_t)(end - (text + at)) : n - at;
        struct decision x;
        int rc = CRIB_OK;
        if (!end && at >= least)
            break;
        s->n_bytes = at + len + 1;
        if (end && decisions_read_line(d, text + at, len, &x, err, &rc)) {
            CRIB_TRY(rc);
            CRIB_TRY(VEC_GROW(s->item, s->n, &s->cap, 1, err));
            s->item[s->n++] = x;
        } else {
            out->damaged = true;
            out->n_lost++;
            (void)decisions_line_sum(text + at, len, &d->last);
        }
        at += len + 1;
    }
    out->n_kept = s->n;
    return CRIB_OK;
}

/* A name that no file has. */
static int put_aside(const char *folder, struct mended *out, struct crib_err *err)
{
    char *from = durable_path(folder, DECISIONS_FILE), *to = NULL;
    struct stat st;
    int rc = from ? CRIB_OK : CRIB_NOMEM(err);
    for (unsigned k = 1; rc == CRIB_OK; k++) {
        snprintf(out->saved_as, sizeof out->saved_as, DECISIONS_FILE ".damaged-%u", k);
        mem_free(to);
        to = durable_path(folder, out->saved_as);
        if (!to)
            rc = CRIB_NOMEM(err);
        else if (lstat(to, &st) != 0)
            break;
    }
    if (rc == CRIB_OK && link(from, to) != 0)
        rc = CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot keep %s: %s", out->saved_as, strerror(errno));
    mem_free(from);
    mem_free(to);
    return rc;
}

static int write_anew(const char *to, const struct saved *s, uint64_t *n_bytes, struct crib_err *err)
{
    struct decisions none = { 0 };
    struct durable d;
    struct buf b;
    CRIB_TRY(decisions_lines(&none, s->item, s->n, &b, err));
    int rc = durable_begin(&d, to, DECISIONS_FILE, err);
    if (rc == CRIB_OK) {
        rc = b.n ? durable_write(&d, b.p, b.n, err) : CRIB_OK;
        if (rc == CRIB_OK)
            rc = durable_finish(&d, err);
        else
            durable_abandon(&d);
    }
    *n_bytes = b.n;
    buf_done(&b);
    return rc;
}

int decisions_mend(const char *from, const char *to, uint64_t least, struct mended *out, uint64_t *n_bytes,
                   struct crib_err *err)
{
    struct decisions d = { 0 };
    struct saved s = { 0 };
    char *text = NULL;
    size_t n = 0;
    bool same = strcmp(from, to) == 0;
    *out = (struct mended){ 0 };
    arena_init(&d.arena);
    int rc = decisions_read_text(from, &text, &n, err);
    if (rc == CRIB_OK && n > 0)
        rc = save_lines(&d, text, n, least, &s, out, err);
    *n_bytes = s.n_bytes;
    if (rc == CRIB_OK && same && out->damaged)
        rc = put_aside(from, out, err);
    if (rc == CRIB_OK && (out->damaged || (!same && n > 0)))
        rc = write_anew(to, &s, n_bytes, err);
    mem_free(text);
    mem_free(s.item);
    decisions_done(&d);
    return rc;
}
