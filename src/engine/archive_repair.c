/* SPDX-License-Identifier: MIT */
/* Repairing an index: what is damaged is put aside, never thrown away, and
 * made again from the sources.
 *
 * A damaged segment takes the documents of its sources with it; those sources
 * are read again as if they had changed. All findings, runs and decisions
 * stay. Killed anywhere, the index is as damaged as before or as repaired as
 * the step reached, and the repair can be run again. */
#include "engine/archive_repair.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "engine/archive_inside.h"
#include "engine/archive_paths.h"
#include "engine/outcome.h"

int repair_say(struct repair *p, struct crib_err *err, const char *format, ...)
{
    char line[4096];
    va_list v;
    va_start(v, format);
    int n = vsnprintf(line, sizeof line - 1, format, v);
    va_end(v);
    size_t len = n < 0 ? 0 : min_size((size_t)n, sizeof line - 2);
    line[len] = '\n';
    int e = p->sink(p->sink_arg, line, len + 1);
    return e ? CRIB_FAIL(err, CRIB_E_IO, CRIB_NOWHERE, "cannot write: %s", strerror(e)) : CRIB_OK;
}

int repair_making(struct repair *p, struct catalogue *c, struct crib_err *err)
{
    const char *length, *log;
    CRIB_TRY(catalogue_get(c, "min-length", &p->arena, &length, err));
    CRIB_TRY(catalogue_get(c, "documents", &p->arena, &p->making.documents, err));
    CRIB_TRY(catalogue_get(c, "texts", &p->arena, &p->making.texts, err));
    p->making.min_length = length ? (uint32_t)strtoul(length, NULL, 10) : 0;
    CRIB_TRY(catalogue_get(c, "decisions-bytes", &p->arena, &log, err));
    p->log_bytes = log ? strtoull(log, NULL, 10) : 0;
    return CRIB_OK;
}

int repair_lost(struct repair *p, struct catalogue *c, const struct catalogue_source *s, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(p->lost, p->n_lost, &p->cap_lost, 1, err));
    struct lost_source *x = &p->lost[p->n_lost];
    *x = (struct lost_source){ .path = arena_strndup(&p->arena, s->path, strlen(s->path)),
                               .reading = arena_strndup(&p->arena, s->reading, strlen(s->reading)) };
    if (!x->path || !x->reading)
        return CRIB_NOMEM(err);
    p->n_lost++;
    return catalogue_attributes(c, s->id, &p->arena, &x->attr, &x->n_attr, err);
}

/* ---- reading sources again ---- */

static int by_reading(const void *p, const void *q)
{
    const struct lost_source *x = p, *y = q;
    int by = strcmp(x->reading, y->reading);
    return by ? by : strcmp(x->path, y->path);
}

/* The options that the index was made with and the source was read with. */
static int job_for(struct repair *p, const char *reading, crib_job **out, struct crib_err *err)
{
    struct crib_options o = p->job->options.pub;
    const char *part[3] = { NULL };
    for (size_t i = 0; reading && i < COUNT_OF(part); i++) {
        size_t n = strcspn(reading, "\n");
        if (n > 0 && !(part[i] = arena_strndup(&p->arena, reading, n)))
            return CRIB_NOMEM(err);
        reading += n + (reading[n] == '\n');
    }
    if (part[1])
        o.encoding = part[0], o.text_field = part[1], o.id_field = part[2];
    if (p->making.min_length)
        o.min_length = p->making.min_length;
    if (p->making.documents) {
        bool regex = strncmp(p->making.documents, "regex:", 6) == 0;
        o.documents = regex ? CRIB_DOCUMENTS_REGEX
                            : strcmp(p->making.documents, "file") == 0 ? CRIB_DOCUMENTS_FILE : CRIB_DOCUMENTS_AUTO;
        o.documents_regex = regex ? p->making.documents + 6 : NULL;
    }
    *out = crib_job_new(&o, err);
    if (!*out)
        return CRIB_E_INTERNAL;
    crib_job_watch(*out, &p->job->watch);
    return CRIB_OK;
}

static int add_job(struct repair *p, crib_job *job, const char *folder, struct crib_err *err)
{
    struct crib_index_options o = { .no_text = p->making.texts && strcmp(p->making.texts, "none") == 0 };
    crib_result *r = crib_job_index_add(job, folder, &o, NULL, err);
    int rc = r ? CRIB_OK : CRIB_E_INTERNAL;
    for (size_t i = 0; r && i < r->n_complaint && rc == CRIB_OK; i++)
        if (r->complaint[i].level == CRIB_LOST) {
            p->n_gone++;
            rc = repair_say(p, err, "lost\t%s\tcannot be read whole: %s",
                            r->complaint[i].source ? r->complaint[i].source : "", r->complaint[i].what.code);
        }
    crib_result_free(r);
    return rc;
}

static int add_group(struct repair *p, const char *folder, size_t beg, size_t end, struct crib_err *err)
{
    crib_job *job = NULL;
    size_t n = 0;
    int rc = job_for(p, p->lost[beg].reading, &job, err);
    for (size_t i = beg; i < end && rc == CRIB_OK; i++) {
        if (archive_is_gone(p->lost[i].path)) {
            p->n_gone++;
            rc = repair_say(p, err, "lost\t%s\tthe file is gone", p->lost[i].path);
        } else {
            n++;
            rc = crib_job_add_path(job, p->lost[i].path, err);
            if (rc == CRIB_OK)
                rc = repair_say(p, err, "read again\t%s", p->lost[i].path);
        }
    }
    if (rc == CRIB_OK && n > 0)
        rc = add_job(p, job, folder, err);
    crib_job_free(job);
    return rc;
}

static int add_named(struct repair *p, const char *folder, struct crib_err *err)
{
    crib_job *job = NULL;
    int rc = job_for(p, NULL, &job, err);
    for (size_t i = 0; i < p->job->inputs.n && rc == CRIB_OK; i++)
        rc = crib_job_add_path(job, p->job->inputs.item[i].path, err);
    if (rc == CRIB_OK)
        rc = add_job(p, job, folder, err);
    crib_job_free(job);
    return rc;
}

int repair_add(struct repair *p, const char *folder, bool named, struct crib_err *err)
{
    if (p->n_lost)
        qsort(p->lost, p->n_lost, sizeof *p->lost, by_reading);
    for (size_t i = 0, j; i < p->n_lost; i = j) {
        for (j = i; j < p->n_lost && strcmp(p->lost[j].reading, p->lost[i].reading) == 0; j++)
            ;
        CRIB_TRY(add_group(p, folder, i, j, err));
    }
    return named && p->job->inputs.n ? add_named(p, folder, err) : CRIB_OK;
}

/* ---- decisions ---- */

int repair_decisions(struct repair *p, const char *from, const char *to, struct crib_err *err)
{
    struct archive a;
    struct mended m;
    struct archive_open how = { .work = "crib index repair" };
    uint64_t n_bytes = 0, known = 0;
    const char *text = NULL;
    char now[24];
    /* a catalogue that does not tell: a torn line may have counted */
    uint64_t least = p->log_bytes || strcmp(from, to) == 0 ? p->log_bytes : UINT64_MAX;
    int rc = archive_open(&a, to, &how, err);
    if (rc == CRIB_OK)
        rc = catalogue_get(&a.catalogue, "decisions-bytes", &a.arena, &text, err);
    if (rc == CRIB_OK)
        rc = decisions_mend(from, to, least, &m, &n_bytes, err);
    known = text ? strtoull(text, NULL, 10) : 0;
    snprintf(now, sizeof now, "%" PRIu64, n_bytes);
    if (rc == CRIB_OK && n_bytes != known)
        rc = catalogue_begin(&a.catalogue, err);
    if (rc == CRIB_OK && n_bytes != known)
        rc = catalogue_set(&a.catalogue, "decisions-bytes", now, err);
    if (rc == CRIB_OK && n_bytes != known)
        rc = catalogue_commit(&a.catalogue, err);
    archive_close(&a);
    if (rc == CRIB_OK && m.damaged)
        rc = repair_say(p, err, "decisions\t%" PRIu64 " kept, %" PRIu64 " %s damaged and lost%s%s", m.n_kept, m.n_lost,
                        m.n_lost == 1 ? "line" : "lines", m.saved_as[0] ? "; the damaged log is kept as " : "",
                        m.saved_as);
    else if (rc == CRIB_OK && n_bytes < p->log_bytes)
        rc = repair_say(p, err, "decisions\t%" PRIu64 " kept, the last %" PRIu64 " bytes of the log are missing",
                        m.n_kept, p->log_bytes - n_bytes);
    p->n_gone += rc == CRIB_OK && (m.n_lost > 0 || n_bytes < p->log_bytes);
    return rc;
}

/* ---- segments, in place ---- */

struct bad { bool *is; struct catalogue_segment *seg; struct deadset *dead; bool *changed; size_t n; };

static size_t place_of(const struct bad *b, uint32_t id)
{
    size_t i = 0;
    while (i < b->n && b->seg[i].id != id)
        i++;
    return i;
}

static bool file_is_bad(const struct repair *p, const struct catalogue_segment *s)
{
    struct segfile f = { 0 };
    char *path = durable_path(p->index, s->file);
    bool bad = !path || segfile_open(&f, path, NULL) != CRIB_OK || segfile_check_all(&f, NULL) != CRIB_OK;
    segfile_close(&f);
    mem_free(path);
    return bad;
}

static int keep_aside(struct repair *p, const char *file, struct crib_err *err)
{
    char name[80];
    snprintf(name, sizeof name, "%.60s.damaged", file);
    char *from = durable_path(p->index, file), *to = durable_path(p->index, name);
    bool moved = from && to && rename(from, to) == 0;
    mem_free(from);
    mem_free(to);
    return moved ? repair_say(p, err, "segment\t%s\tdamaged, kept as %s", file, name)
                 : repair_say(p, err, "segment\t%s\tmissing", file);
}

/* The documents of a source leave all segments; it will be read as changed. */
static int forget(struct repair *p, struct catalogue *c, struct bad *b, struct catalogue_source *s,
                  struct crib_err *err)
{
    struct catalogue_document *d = NULL;
    size_t n = 0;
    bool hit = false;
    int rc = catalogue_documents(c, s->id, &p->arena, &d, &n, err);
    for (size_t i = 0; i < n && !hit; i++) {
        size_t at = place_of(b, d[i].segment);
        hit = at == b->n || b->is[at];
    }
    for (size_t i = 0; hit && i < n && rc == CRIB_OK; i++) {
        size_t at = place_of(b, d[i].segment);
        if (at == b->n || b->is[at])
            continue;
        rc = deadset_add(&b->dead[at], d[i].number, err);
        b->changed[at] = true;
    }
    mem_free(d);
    if (rc != CRIB_OK || !hit)
        return rc;
    CRIB_TRY(catalogue_drop_documents(c, s->id, err));
    if (archive_is_gone(s->path)) {
        CRIB_TRY(repair_lost(p, c, s, err));
        return catalogue_drop_source(c, s->id, err);
    }
    s->content = ~s->content;
    s->changed_ns = 0;
    return catalogue_update_source(c, s, err);
}

static int drop_bad(struct repair *p, struct catalogue *c, struct bad *b, struct crib_err *err)
{
    struct catalogue_source *s = NULL;
    struct buf buf;
    size_t n = 0;
    buf_init(&buf, SIZE_MAX / 2);
    int rc = catalogue_sources(c, NULL, &p->arena, &s, &n, err);
    for (size_t i = 0; i < n && rc == CRIB_OK; i++)
        rc = forget(p, c, b, &s[i], err);
    for (size_t i = 0; i < b->n && rc == CRIB_OK; i++) {
        buf.n = 0;
        if (b->is[i])
            rc = keep_aside(p, b->seg[i].file, err);
        if (b->is[i] && rc == CRIB_OK)
            rc = catalogue_drop_segment(c, b->seg[i].id, err);
        else if (b->changed[i] && rc == CRIB_OK && (rc = deadset_save(&b->dead[i], &buf, err)) == CRIB_OK)
            rc = catalogue_set_dead(c, b->seg[i].id, buf.p, buf.n, err);
    }
    buf_done(&buf);
    mem_free(s);
    return rc;
}

/* Drop the segments that `is_bad`, in one transaction. */
typedef bool is_bad_fn(const struct repair *p, const struct catalogue_segment *s);
static int sort_out(struct repair *p, struct catalogue *c, is_bad_fn *is_bad, struct crib_err *err)
{
    struct bad b = { 0 };
    bool any = false;
    int rc = catalogue_segments(c, &p->arena, &b.seg, &b.n, err);
    b.is = mem_zero(b.n + 1, sizeof *b.is);
    b.changed = mem_zero(b.n + 1, sizeof *b.changed);
    b.dead = mem_zero(b.n + 1, sizeof *b.dead);
    if (rc == CRIB_OK && !(b.is && b.changed && b.dead))
        rc = CRIB_NOMEM(err);
    for (size_t i = 0; i < b.n && rc == CRIB_OK; i++) {
        b.is[i] = is_bad(p, &b.seg[i]);
        any |= b.is[i];
        rc = deadset_load(&b.dead[i], b.seg[i].dead, b.seg[i].n_dead, b.seg[i].n_docs, err);
    }
    if (rc == CRIB_OK && any)
        rc = catalogue_begin(c, err);
    if (rc == CRIB_OK && any)
        rc = drop_bad(p, c, &b, err);
    if (rc == CRIB_OK && any)
        rc = catalogue_commit(c, err);
    for (size_t i = 0; b.dead && i < b.n; i++)
        deadset_done(&b.dead[i]);
    mem_free(b.is);
    mem_free(b.changed);
    mem_free(b.dead);
    mem_free(b.seg);
    return rc;
}

/* Sources to be read again, also those of a repair that was killed before it
 * read them. */
static int collect_forgotten(struct repair *p, struct catalogue *c, struct crib_err *err)
{
    struct catalogue_source *s = NULL;
    size_t n = 0;
    int rc = catalogue_sources(c, NULL, &p->arena, &s, &n, err);
    for (size_t i = 0; i < n && rc == CRIB_OK; i++) {
        struct catalogue_document *d = NULL;
        size_t n_docs = 0;
        if (s[i].changed_ns != 0)
            continue;
        rc = catalogue_documents(c, s[i].id, &p->arena, &d, &n_docs, err);
        mem_free(d);
        if (rc == CRIB_OK && n_docs == 0)
            rc = repair_lost(p, c, &s[i], err);
    }
    mem_free(s);
    return rc;
}

/* Counts that depend on what is there now; files that no catalogue names go. */
static int settle(struct repair *p, struct crib_err *err)
{
    struct archive a;
    struct archive_open how = { .work = "crib index repair" };
    int rc = archive_open(&a, p->index, &how, err);
    if (rc == CRIB_OK)
        rc = archive_begin(&a, err);
    if (rc == CRIB_OK)
        rc = archive_commit(&a, err);
    archive_close(&a);
    return rc;
}

/* Does the segment agree with the catalogue? Asked when all files are well. */
static bool disagrees(const struct repair *p, const struct catalogue_segment *s)
{
    struct archive a;
    struct archive_open how = { 0 };
    bool bad = false;
    int rc = archive_open(&a, p->index, &how, NULL);
    struct archive_segment *g = rc == CRIB_OK ? archive_segment_of(&a, s->id) : NULL;
    if (g)
        bad = archive_check_segment(&a, g, NULL) == CRIB_E_DAMAGED;
    archive_close(&a);
    return bad || rc == CRIB_E_DAMAGED;
}

static int mend_segments(struct repair *p, struct crib_err *err)
{
    struct catalogue c;
    struct lockfile lock = { .fd = -1 };
    int rc = lockfile_take(&lock, p->index, ".lock", "crib index repair", err);
    if (rc == CRIB_OK) {
        rc = catalogue_open(&c, p->index, CATALOGUE_WRITE, err);
        if (rc == CRIB_OK)
            rc = repair_making(p, &c, err);
        if (rc == CRIB_OK)
            rc = sort_out(p, &c, file_is_bad, err);
        if (rc == CRIB_OK)
            rc = sort_out(p, &c, disagrees, err);
        if (rc == CRIB_OK)
            rc = collect_forgotten(p, &c, err);
        catalogue_close(&c);
        lockfile_drop(&lock);
    }
    if (rc == CRIB_OK)
        rc = settle(p, err);
    return rc == CRIB_OK ? repair_decisions(p, p->index, p->index, err) : rc;
}

/* ---- which way ---- */

static int look(const char *index, bool *whole, struct crib_err *err)
{
    struct catalogue c;
    struct crib_err found = { 0 };
    int rc = catalogue_open(&c, index, CATALOGUE_READ, &found);
    if (rc == CRIB_OK)
        rc = catalogue_check(&c, &found);
    catalogue_close(&c);
    *whole = rc == CRIB_OK;
    if (access(index, F_OK) != 0)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "there is no index %.100s", index);
    if (rc == CRIB_E_FORMAT || !archive_is_ours(index))
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "%.60s is no index of this crib's%s%.80s", index,
                         rc == CRIB_E_FORMAT ? ": " : "", rc == CRIB_E_FORMAT ? found.what : "");
    return CRIB_OK;
}

static int repair(struct repair *p, struct crib_err *err)
{
    bool whole;
    CRIB_TRY(look(p->index, &whole, err));
    if (!whole)
        return repair_anew(p, err);
    CRIB_TRY(mend_segments(p, err));
    CRIB_TRY(repair_add(p, p->index, true, err));
    return repair_say(p, err, p->n_gone ? "repaired, with losses" : "ok");
}

int crib_job_index_repair(crib_job *job, const char *index, crib_sink *sink, void *arg, bool *lost,
                          struct crib_err *err)
{
    struct repair p = { .job = job, .index = index, .sink = sink, .sink_arg = arg };
    arena_init(&p.arena);
    int rc = repair(&p, err);
    *lost = p.n_gone > 0;
    for (size_t i = 0; i < p.n_lost; i++)
        mem_free(p.lost[i].attr);
    mem_free(p.lost);
    arena_done(&p.arena);
    return rc;
}
