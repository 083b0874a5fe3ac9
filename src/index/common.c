/* SPDX-License-Identifier: MIT */
/* Counting groups per shingle, for the shingles that matter only: first the
 * hashes of all asked stretches are collected, then every document is read
 * once and what it holds of them is noted. */
#include "index/common.h"

#include "core/par.h"
#include "core/sort.h"
#include "sketch/sketch.h"

void common_done(struct common *c)
{
    mem_free(c->hash);
    mem_free(c->first);
    mem_free(c->any);
    mem_free(c->beg);
    mem_free(c->group);
    *c = (struct common){ 0 };
}

/* The shingles inside one stretch are those of the row that begin and end in
 * it, so that they mean the same wherever they are met. */
static int collect(const struct units *rows, const struct asked *asked, size_t n_asked, struct common *c,
                   struct crib_err *err)
{
    size_t cap = 0, cap_row = 0;
    uint64_t *row = NULL;
    int rc = CRIB_OK;
    for (size_t i = 0, j; i < n_asked && rc == CRIB_OK; i = j) {
        const struct units *u = &rows[asked[i].doc];
        for (j = i; j < n_asked && asked[j].doc == asked[i].doc; j++)
            ;
        rc = VEC_GROW(row, 0, &cap_row, shingle_count(u->n), err);
        if (rc != CRIB_OK)
            break;
        shingle_hash(u, row);
        uint32_t next = 0; /* stretches are sorted: what was taken is not taken again */
        for (size_t k = i; k < j && rc == CRIB_OK; k++) {
            uint32_t beg = max_u32(asked[k].units.beg, next), end = asked[k].units.beg + shingle_count(unit_len(asked[k].units));
            end = min_u32(end, shingle_count(u->n));
            if (beg >= end)
                continue;
            rc = VEC_GROW(c->hash, c->n, &cap, end - beg, err);
            if (rc != CRIB_OK)
                break;
            memcpy(c->hash + c->n, row + beg, (end - beg) * sizeof *row);
            c->n += end - beg;
            next = end;
        }
    }
    mem_free(row);
    if (rc == CRIB_OK)
        rc = sort_u64(c->hash, c->n, err);
    if (rc == CRIB_OK)
        c->n = uniq_u64(c->hash, c->n);
    return rc;
}

/* A table over the leading bits: hashes are uniform, so that each entry
 * leads to about one hash. */
static int make_first(struct common *c, struct crib_err *err)
{
    unsigned bits = 1;
    while (bits < 28 && (UINT64_C(1) << bits) < c->n)
        bits++;
    c->shift = 64 - bits;
    size_t n = (size_t)1 << bits;
    c->first = mem_alloc((n + 1) * sizeof *c->first);
    c->any = mem_zero(n * COMMON_FINER / 64 + 1, sizeof *c->any);
    if (!c->first || !c->any)
        return CRIB_NOMEM(err);
    for (size_t i = 0; i < c->n; i++) {
        uint64_t part = c->hash[i] >> (c->shift - COMMON_FINER_BITS);
        c->any[part >> 6] |= UINT64_C(1) << (part & 63);
    }
    size_t at = 0;
    for (size_t lead = 0; lead <= n; lead++) {
        while (at < c->n && c->hash[at] >> c->shift < lead)
            at++;
        c->first[lead] = (uint32_t)at;
    }
    return CRIB_OK;
}

struct reader {
    const struct common *c;
    const struct units *rows;
    const uint32_t *group_of;
    struct list { uint64_t *item; size_t n, cap; } *held; /* [n_docs] index << 32 | group */
    struct row { uint64_t *shingle; size_t cap; } *row;   /* [n_threads] */
};

/* Each of the three tables leads to the next, and none is in cache: what later
 * shingles need of them is asked for ahead. */
static void look_ahead(const struct common *c, const uint64_t *shingle, uint32_t n)
{
    enum { ANY = 24, FIRST = 16, HASH = 8 };
    if (ANY < n)
        __builtin_prefetch(c->any + (shingle[ANY] >> (c->shift - COMMON_FINER_BITS) >> 6)); /* together they may pass 63 */
    if (FIRST < n && common_may_hold(c, shingle[FIRST]))
        __builtin_prefetch(c->first + (shingle[FIRST] >> c->shift));
    if (HASH < n && common_may_hold(c, shingle[HASH]))
        __builtin_prefetch(c->hash + c->first[shingle[HASH] >> c->shift]);
}

static int read_document(size_t doc, int thread, void *arg, struct crib_err *err)
{
    struct reader *r = arg;
    struct row *row = &r->row[thread];
    struct list *held = &r->held[doc];
    uint32_t n = shingle_count(r->rows[doc].n);
    if (r->group_of[doc] == COMMON_NO_GROUP)
        return CRIB_OK;
    CRIB_TRY(VEC_GROW(row->shingle, 0, &row->cap, n, err));
    shingle_hash(&r->rows[doc], row->shingle);
    for (uint32_t i = 0; i < n; i++) {
        look_ahead(r->c, row->shingle + i, n - i);
        size_t at = common_find(r->c, row->shingle[i]);
        if (at == SIZE_MAX)
            continue;
        CRIB_TRY(VEC_GROW(held->item, held->n, &held->cap, 1, err));
        held->item[held->n++] = (uint64_t)at << 32 | r->group_of[doc];
    }
    CRIB_TRY(sort_u64(held->item, held->n, err));
    held->n = uniq_u64(held->item, held->n);
    return CRIB_OK;
}

/* All documents' notes in one sorted list become one list of groups a hash. */
static int invert(struct common *c, struct list *held, uint32_t n_docs, struct crib_err *err)
{
    size_t total = 0;
    for (uint32_t d = 0; d < n_docs; d++)
        total += held[d].n;
    uint64_t *all = mem_alloc(total * sizeof *all);
    c->beg = mem_zero(c->n + 1, sizeof *c->beg);
    if (!all || !c->beg) {
        mem_free(all);
        return CRIB_NOMEM(err);
    }
    size_t n = 0;
    for (uint32_t d = 0; d < n_docs; d++) {
        if (held[d].n)
            memcpy(all + n, held[d].item, held[d].n * sizeof *all);
        n += held[d].n;
        mem_free(held[d].item);
        held[d] = (struct list){ 0 };
    }
    int rc = sort_u64(all, n, err);
    if (rc == CRIB_OK) {
        n = uniq_u64(all, n);
        c->group = mem_alloc(n * sizeof *c->group);
        rc = c->group ? CRIB_OK : CRIB_NOMEM(err);
    }
    for (size_t i = 0; i < n && rc == CRIB_OK; i++) {
        c->group[i] = (uint32_t)all[i];
        c->beg[(all[i] >> 32) + 1]++;
    }
    for (size_t i = 0; i < c->n && rc == CRIB_OK; i++)
        c->beg[i + 1] += c->beg[i];
    mem_free(all);
    return rc;
}

int common_build(const struct units *rows, uint32_t n_docs, const uint32_t *group_of, uint32_t n_groups,
                 const struct asked *asked, size_t n_asked, int n_threads, struct common *out, struct crib_err *err)
{
    *out = (struct common){ .n_groups = n_groups };
    struct reader r = { .c = out, .rows = rows, .group_of = group_of };
    int rc = collect(rows, asked, n_asked, out, err);
    if (rc == CRIB_OK && out->n > UINT32_MAX)
        rc = CRIB_FAIL(err, CRIB_E_LIMIT, CRIB_NOWHERE, "%zu different shingles in passages", out->n);
    if (rc == CRIB_OK)
        rc = make_first(out, err);
    if (rc == CRIB_OK) {
        r.held = mem_zero(n_docs, sizeof *r.held);
        r.row = mem_zero((size_t)n_threads, sizeof *r.row);
        rc = r.held && r.row ? par_for(n_docs, n_threads, read_document, &r, err) : CRIB_NOMEM(err);
    }
    if (rc == CRIB_OK)
        rc = invert(out, r.held, n_docs, err);
    for (uint32_t d = 0; r.held && d < n_docs; d++)
        mem_free(r.held[d].item);
    for (int t = 0; r.row && t < n_threads; t++)
        mem_free(r.row[t].shingle);
    mem_free(r.held);
    mem_free(r.row);
    if (rc != CRIB_OK)
        common_done(out);
    return rc;
}
