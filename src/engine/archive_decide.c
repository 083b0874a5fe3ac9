/* SPDX-License-Identifier: MIT */
/* Decisions: written to the log first, then the catalogue learns how long the
 * log is, so that a line that is lost later is missed. */
#include "engine/archive_decide.h"

#include <time.h>

#include "core/harmless.h"

static int set_length(struct archive *a, uint64_t n, struct crib_err *err)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, n);
    CRIB_TRY(catalogue_begin(&a->catalogue, err));
    CRIB_TRY(catalogue_set(&a->catalogue, "decisions-bytes", text, err));
    return catalogue_commit(&a->catalogue, err);
}

int archive_decisions(struct archive *a, struct decisions *out, struct crib_err *err)
{
    const char *text;
    *out = (struct decisions){ 0 };
    CRIB_TRY(catalogue_get(&a->catalogue, "decisions-bytes", &a->arena, &text, err));
    return decisions_read(out, a->folder, text ? strtoull(text, NULL, 10) : 0, err);
}

static int write_all(const char *index, const struct decision *v, size_t n, struct crib_err *err)
{
    struct archive a;
    struct decisions d = { 0 };
    struct archive_open how = { .work = "crib decide" };
    int rc = archive_open(&a, index, &how, err);
    if (rc == CRIB_OK)
        rc = archive_decisions(&a, &d, err);
    if (rc == CRIB_OK)
        rc = decisions_append(&d, a.folder, v, n, err);
    if (rc == CRIB_OK)
        rc = set_length(&a, d.n_bytes, err);
    decisions_done(&d);
    archive_close(&a);
    return rc;
}

static bool read_id(const char *s, uint64_t *out)
{
    char *end;
    if (strlen(s) != 16 || strspn(s, "0123456789abcdef") != 16)
        return false;
    *out = strtoull(s, &end, 16);
    return !*end;
}

int crib_index_decide(const char *index, const char *id, const char *what, const char *note, struct crib_err *err)
{
    char when[DECISION_TIME + 1];
    time_t now = time(NULL);
    struct tm t;
    struct decision x = { .what = what, .time = when, .note = note ? note : "" };
    if (!read_id(id, &x.id))
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "'%.40s' is no id of a passage: 16 hexadecimal digits", id);
    if (!gmtime_r(&now, &t) || strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &t) != DECISION_TIME)
        return CRIB_FAIL(err, CRIB_E_INTERNAL, CRIB_NOWHERE, "the clock does not tell a time");
    return write_all(index, &x, 1, err);
}

/* ---- as text: ID, decision, time, note, with tabs between ---- */

int crib_index_decisions(const char *index, crib_sink *sink, void *arg, struct crib_err *err)
{
    struct archive a;
    struct decisions d = { 0 };
    struct archive_open how = { 0 };
    struct buf b;
    buf_init(&b, (size_t)1 << 31);
    int rc = archive_open(&a, index, &how, err);
    if (rc == CRIB_OK)
        rc = archive_decisions(&a, &d, err);
    for (size_t i = 0; i < d.n && rc == CRIB_OK; i++)
        rc = buf_printf(&b, err, "%016" PRIx64 "\t%s\t%s\t%s\n", d.item[i].id, d.item[i].what, d.item[i].time,
                        d.item[i].note);
    int e = rc == CRIB_OK && b.n ? sink(arg, b.p, b.n) : 0;
    if (e)
        rc = CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot write: %s", strerror(e));
    buf_done(&b);
    decisions_done(&d);
    archive_close(&a);
    return rc;
}

static int read_row(struct arena *a, const char *line, size_t n, size_t number, struct decision *out,
                    struct crib_err *err)
{
    const char *part[4];
    for (size_t i = 0; i < COUNT_OF(part); i++) {
        const char *tab = i + 1 < COUNT_OF(part) ? memchr(line, '\t', n) : line + n;
        if (!tab)
            return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE,
                             "line %zu is no decision: ID, decision, time and note with tabs between", number);
        part[i] = arena_strndup(a, line, (size_t)(tab - line));
        if (!part[i])
            return CRIB_NOMEM(err);
        n -= (size_t)(tab - line) + (i + 1 < COUNT_OF(part));
        line = tab + 1;
    }
    *out = (struct decision){ .what = part[1], .time = part[2], .note = part[3] };
    return read_id(part[0], &out->id) ? CRIB_OK
                                      : CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "line %zu begins with no id", number);
}

int crib_index_decide_all(const char *index, const char *text, size_t n, struct crib_err *err)
{
    struct arena arena;
    struct decision *v = NULL;
    size_t n_v = 0, cap = 0, number = 0;
    int rc = CRIB_OK;
    arena_init(&arena);
    for (size_t at = 0; at < n && rc == CRIB_OK;) {
        const char *end = memchr(text + at, '\n', n - at);
        size_t len = end ? (size_t)(end - (text + at)) : n - at;
        number++;
        if (len > 0) {
            rc = VEC_GROW(v, n_v, &cap, 1, err);
            if (rc == CRIB_OK)
                rc = read_row(&arena, text + at, len, number, &v[n_v++], err);
        }
        at += len + 1;
    }
    if (rc == CRIB_OK)
        rc = write_all(index, v, n_v, err);
    mem_free(v);
    arena_done(&arena);
    return rc;
}
