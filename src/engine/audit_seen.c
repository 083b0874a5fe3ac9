/* SPDX-License-Identifier: MIT */
/* Each pair of sources that a text stands in is looked up once. */
#include "engine/audit_seen.h"

#include "engine/archive_paths.h"

static struct audit_spot spot_of(const crib_result *r, const struct crib_passage *p)
{
    uint32_t a = r->document[p->a.doc].source, b = r->document[p->b.doc].source;
    return (struct audit_spot){ .id = p->id, .lo = min_u32(a, b), .hi = max_u32(a, b), .count = 1 };
}

static int by_spot(const void *p, const void *q)
{
    const struct audit_spot *x = p, *y = q;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    if (x->lo != y->lo)
        return x->lo < y->lo ? -1 : 1;
    return (x->hi > y->hi) - (x->hi < y->hi);
}

static const char *path_of(const crib_result *r, uint32_t source, struct arena *a)
{
    return archive_path_of(r->source[source].name, r->source[source].name_bytes, a);
}

static int look_up(const crib_result *r, struct archive *a, struct audit_spot *s, struct crib_err *err)
{
    uint64_t known;
    const char *x = path_of(r, s->lo, &a->arena), *y = path_of(r, s->hi, &a->arena);
    if (!x || !y)
        return CRIB_NOMEM(err);
    CRIB_TRY(catalogue_find_place(&a->catalogue, s->id, x, y, &known, &s->run, err));
    if (s->count > known)
        s->run = 0;
    return CRIB_OK;
}

int audit_seen(const crib_result *r, struct archive *a, struct audit_seen *out, struct crib_err *err)
{
    size_t n = 0;
    *out = (struct audit_seen){ .spot = mem_alloc((r->n_passage + 1) * sizeof *out->spot) };
    if (!out->spot)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < r->n_passage; i++)
        if (audit_counts(&r->passage[i]))
            out->spot[n++] = spot_of(r, &r->passage[i]);
    if (n)
        qsort(out->spot, n, sizeof *out->spot, by_spot);
    for (size_t i = 0; i < n; i++) {
        if (out->n > 0 && by_spot(&out->spot[out->n - 1], &out->spot[i]) == 0)
            out->spot[out->n - 1].count++;
        else
            out->spot[out->n++] = out->spot[i];
    }
    for (size_t i = 0; i < out->n; i++)
        CRIB_TRY(look_up(r, a, &out->spot[i], err));
    return CRIB_OK;
}

void audit_seen_done(struct audit_seen *s)
{
    mem_free(s->spot);
    *s = (struct audit_seen){ 0 };
}

int64_t audit_told(const struct audit_seen *s, const crib_result *r, const struct crib_passage *p)
{
    struct audit_spot wanted = spot_of(r, p);
    const struct audit_spot *found = s->n ? bsearch(&wanted, s->spot, s->n, sizeof wanted, by_spot) : NULL;
    return found ? found->run : 0;
}
