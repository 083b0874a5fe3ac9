/* SPDX-License-Identifier: MIT */
/* Reading a baseline, and writing one from what stands in an index. */
#include "engine/audit_baseline.h"

#include "core/search.h"
#include "engine/archive.h"
#include "engine/archive_decide.h"

static bool read_hex(const char *s, size_t n, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        int v = s[i] >= '0' && s[i] <= '9' ? s[i] - '0' : s[i] >= 'a' && s[i] <= 'f' ? s[i] - 'a' + 10 : -1;
        if (v < 0)
            return false;
        *out = *out << 4 | (uint64_t)v;
    }
    return n == 16;
}

static bool read_count(const char *s, size_t n, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        *out = *out * 10 + (uint64_t)(s[i] - '0');
    }
    return n > 0 && n <= 12;
}

static int add(struct baseline *b, size_t *cap, const char *s, size_t n, size_t number, struct crib_err *err)
{
    struct baseline_line x;
    if (n < 18 || !read_hex(s, 16, &x.id) || s[16] != ' ' || !read_count(s + 17, n - 17, &x.left))
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "line %zu of the baseline is not ID COUNT", number);
    if (b->n > 0 && b->line[b->n - 1].id >= x.id)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE,
                         "line %zu of the baseline is out of order: ids rise, each stands once", number);
    CRIB_TRY(VEC_GROW(b->line, b->n, cap, 1, err));
    b->line[b->n++] = x;
    return CRIB_OK;
}

int baseline_read(struct baseline *b, const char *text, size_t n, struct crib_err *err)
{
    size_t cap = 0, number = 0;
    *b = (struct baseline){ 0 };
    for (size_t at = 0; at < n;) {
        const char *end = memchr(text + at, '\n', n - at);
        size_t len = end ? (size_t)(end - (text + at)) : n - at, next = at + len + 1;
        if (len > 0 && text[at + len - 1] == '\r')
            len--;
        number++;
        if (len > 0 && text[at] != '#')
            CRIB_TRY(add(b, &cap, text + at, len, number, err));
        at = next;
    }
    return CRIB_OK;
}

void baseline_done(struct baseline *b)
{
    mem_free(b->line);
    *b = (struct baseline){ 0 };
}

struct baseline_line *baseline_find(const struct baseline *b, uint64_t id)
{
    size_t at;
    LOWER_BOUND(at, b->n, b->line[at].id < id);
    return at < b->n && b->line[at].id == id ? &b->line[at] : NULL;
}

/* ---- writing one ---- */

struct writing {
    struct baseline_line *line;
    size_t n, cap;
    const struct decisions *decisions;
};

static int count(void *arg, const struct catalogue_standing *x, struct crib_err *err)
{
    struct writing *w = arg;
    if (x->count == 0 || decisions_find(w->decisions, x->finding.id))
        return CRIB_OK;
    if (w->n == 0 || w->line[w->n - 1].id != x->finding.id) {
        CRIB_TRY(VEC_GROW(w->line, w->n, &w->cap, 1, err));
        w->line[w->n++] = (struct baseline_line){ .id = x->finding.id };
    }
    w->line[w->n - 1].left += x->count;
    return CRIB_OK;
}

static int by_id(const void *p, const void *q)
{
    const struct baseline_line *x = p, *y = q;
    return (x->id > y->id) - (x->id < y->id);
}

int crib_index_baseline(const char *index, crib_sink *sink, void *arg, struct crib_err *err)
{
    struct archive a;
    struct archive_open how = { 0 };
    struct decisions d = { 0 };
    struct writing w = { .decisions = &d };
    int rc = archive_open(&a, index, &how, err);
    if (rc == CRIB_OK)
        rc = archive_decisions(&a, &d, err);
    if (rc == CRIB_OK)
        rc = catalogue_each_standing(&a.catalogue, count, &w, err);
    if (w.n)
        qsort(w.line, w.n, sizeof *w.line, by_id); /* the catalogue's ids are signed */
    for (size_t i = 0; i < w.n && rc == CRIB_OK; i++) {
        char line[48];
        int n = snprintf(line, sizeof line, "%016" PRIx64 " %" PRIu64 "\n", w.line[i].id, w.line[i].left);
        int e = sink(arg, line, (size_t)n);
        if (e)
            rc = CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot write: %s", strerror(e));
    }
    mem_free(w.line);
    decisions_done(&d);
    archive_close(&a);
    return rc;
}
