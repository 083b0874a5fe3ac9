/* SPDX-License-Identifier: MIT */
/* Which findings stand and which are gone, and writing down what a run told.
 *
 * The catalogue knows for each finding in which two sources it stands. What
 * an audit looked at anew is judged by what it found there; of all else, what
 * stood stands. A finding is gone when no place of it is left. */
#include "engine/audit_record.h"

#include <time.h>

#include "engine/archive_decide.h"
#include "engine/archive_paths.h"

const char *audit_path(const crib_result *r, uint32_t doc, struct arena *a)
{
    const struct crib_source *s = &r->source[r->document[doc].source];
    return archive_path_of(s->name, s->name_bytes, a);
}

/* ---- what was looked at ---- */

static int by_name(const void *p, const void *q) { return strcmp(*(const char *const *)p, *(const char *const *)q); }

static bool was_read(const struct source *s)
{
    for (size_t i = 0; i < s->complaints.n; i++)
        if (s->complaints.item[i].lost && s->n_member == 0)
            return false;
    return true;
}

int audit_looked(const crib_result *r, struct audit_looked *out, struct crib_err *err)
{
    const struct collection *c = &r->collection;
    *out = (struct audit_looked){ .path = mem_alloc((c->list.n + 1) * sizeof *out->path) };
    if (!out->path)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < c->list.n; i++)
        if (was_read(&c->source[i]))
            out->path[out->n++] = c->list.entry[i].path;
    qsort(out->path, out->n, sizeof *out->path, by_name);
    return CRIB_OK;
}

bool audit_looked_at(const struct audit_looked *l, const char *path)
{
    return bsearch(&path, l->path, l->n, sizeof *l->path, by_name) != NULL;
}

/* ---- what stands, what is gone ---- */

static int by_number(const void *p, const void *q)
{
    uint64_t x = *(const uint64_t *)p, y = *(const uint64_t *)q;
    return (x > y) - (x < y);
}

struct survey {
    const struct decisions *decisions;
    struct audit_looked looked;
    uint64_t *found;          /* [n_found] sorted; */
    size_t n_found;
    struct audit_record *rec;
    struct arena *arena;
    size_t cap;
    struct crib_gone *gone;   /* [n_gone] */
    size_t n_gone;
    uint64_t id;              /* whose rows come now */
    bool any, stands;
    struct crib_gone last;    /* its names, in the arena */
};

static int copy_names(struct survey *s, const struct catalogue_finding *f, struct crib_err *err)
{
    s->last = (struct crib_gone){ .id = f->id };
    for (int side = 0; side < 2; side++) {
        s->last.source[side] = arena_strndup(s->arena, f->source[side], strlen(f->source[side]));
        s->last.title[side] = arena_strndup(s->arena, f->title[side], strlen(f->title[side]));
        s->last.line[side] = f->line[side];
        if (!s->last.source[side] || !s->last.title[side])
            return CRIB_NOMEM(err);
    }
    return CRIB_OK;
}

static int finish_finding(struct survey *s, struct crib_err *err)
{
    if (!s->any)
        return CRIB_OK;
    bool found = s->n_found && bsearch(&s->id, s->found, s->n_found, sizeof *s->found, by_number);
    if (s->stands || found) {
        s->rec->n_standing++;
        return CRIB_OK;
    }
    CRIB_TRY(VEC_GROW(s->gone, s->n_gone, &s->cap, 1, err));
    s->gone[s->n_gone++] = s->last;
    return CRIB_OK;
}

static int see(void *arg, const struct catalogue_standing *x, struct crib_err *err)
{
    struct survey *s = arg;
    if (!s->any || x->finding.id != s->id) {
        CRIB_TRY(finish_finding(s, err));
        s->any = x->finding.run > 0 && !decisions_find(s->decisions, x->finding.id);
        s->id = x->finding.id;
        s->stands = false;
        if (s->any)
            CRIB_TRY(copy_names(s, &x->finding, err));
    }
    s->stands |= x->count > 0 && x->path[0] && x->path[1] && !audit_looked_at(&s->looked, x->path[0]) &&
                 !audit_looked_at(&s->looked, x->path[1]);
    return CRIB_OK;
}

static int survey(struct survey *s, struct archive *a, const crib_result *r, struct crib_err *err)
{
    const struct audit_record *rec = s->rec;
    CRIB_TRY(audit_looked(r, &s->looked, err));
    s->found = mem_alloc((rec->n_found + 1) * sizeof *s->found);
    if (!s->found)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < rec->n_found; i++) {
        s->found[s->n_found++] = rec->found[i].id;
    }
    qsort(s->found, s->n_found, sizeof *s->found, by_number);
    CRIB_TRY(catalogue_each_standing(&a->catalogue, see, s, err));
    return finish_finding(s, err);
}

int audit_standing(struct archive *a, const struct decisions *d, const crib_result *r, struct audit_record *rec,
                   struct arena *arena, struct crib_err *err)
{
    struct survey s = { .decisions = d, .rec = rec, .arena = arena };
    int rc = survey(&s, a, r, err);
    rec->gone = rc == CRIB_OK ? arena_alloc(arena, (s.n_gone + 1) * sizeof *rec->gone) : NULL;
    if (rc == CRIB_OK && !rec->gone)
        rc = CRIB_NOMEM(err);
    if (rc == CRIB_OK && s.n_gone) {
        memcpy(rec->gone, s.gone, s.n_gone * sizeof *rec->gone);
        rec->n_gone = s.n_gone;
    }
    mem_free(s.gone);
    mem_free(s.found);
    mem_free(s.looked.path);
    return rc;
}

/* ---- the run's record ---- */

static int put_found(struct archive *a, const crib_result *r, const struct audit_found *f, int64_t run,
                     struct crib_err *err)
{
    const struct crib_document *x = &r->document[f->a], *y = &r->document[f->b];
    struct catalogue_finding row = {
        .id = f->id, .run = f->untold ? 0 : run, .source = { r->source[x->source].name, r->source[y->source].name },
        .title = { x->title, y->title }, .line = { f->line_a, f->line_b } };
    const char *from = audit_path(r, f->a, &a->arena), *to = audit_path(r, f->b, &a->arena);
    if (!from || !to)
        return CRIB_NOMEM(err);
    CRIB_TRY(catalogue_put_finding(&a->catalogue, &row, err));
    return catalogue_add_place(&a->catalogue, row.id, from, to, f->told ? f->told : row.run, err);
}

static int put_all(struct archive *a, const crib_result *r, const char *when, struct crib_err *err)
{
    const struct audit_record *rec = r->audit;
    const struct source_list *l = &r->collection.list;
    struct catalogue_run run = { .time = when, .n_sources = l->n, .n_findings = rec->n_new, .n_gone = rec->n_gone };
    struct audit_looked looked;
    CRIB_TRY(catalogue_add_run(&a->catalogue, &run, err));
    int rc = audit_looked(r, &looked, err);
    for (size_t i = 0; i < looked.n && rc == CRIB_OK; i++) {
        struct catalogue_source s;
        rc = catalogue_source_at(&a->catalogue, looked.path[i], &a->arena, &s, err);
        if (rc == CRIB_OK && s.id)
            rc = catalogue_leave_places(&a->catalogue, s.id, err);
    }
    for (size_t i = 0; i < rec->n_found && rc == CRIB_OK; i++)
        rc = put_found(a, r, &rec->found[i], run.id, err);
    for (size_t i = 0; i < rec->n_gone && rc == CRIB_OK; i++)
        rc = catalogue_finding_gone(&a->catalogue, rec->gone[i].id, run.id, err);
    for (size_t i = 0; i < l->n && rc == CRIB_OK; i++)
        rc = catalogue_audited(&a->catalogue, l->entry[i].path, run.id, err);
    mem_free(looked.path);
    return rc;
}

int crib_index_audited(const char *index, const crib_result *r, struct crib_err *err)
{
    struct archive a;
    struct archive_open how = { .work = "crib audit" };
    char when[32];
    time_t now = time(NULL);
    struct tm t;
    if (!r->audit)
        return CRIB_FAIL(err, CRIB_E_ARG, CRIB_NOWHERE, "the result is no audit's");
    if (!gmtime_r(&now, &t) || strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &t) == 0)
        return CRIB_FAIL(err, CRIB_E_INTERNAL, CRIB_NOWHERE, "the clock does not tell a time");
    int rc = archive_open(&a, index, &how, err);
    if (rc == CRIB_OK)
        rc = catalogue_begin(&a.catalogue, err);
    if (rc == CRIB_OK)
        rc = put_all(&a, r, when, err);
    if (rc == CRIB_OK)
        rc = catalogue_commit(&a.catalogue, err);
    archive_close(&a);
    return rc;
}
