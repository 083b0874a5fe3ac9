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
    mem_free(c->count);
    mem_free(c->at);
    mem_free(c->group);
    mem_free(c->bits);
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
            uint32_t beg = max_u32(asked[k].units.beg, next),
                     end = asked[k].units.beg + shingle_count(unit_len(asked[k].units));
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
    if (rc == CRIB_OK)
        rc = VEC_GROW(c->hash, c->n, &cap, 1, err);
    if (rc == CRIB_OK)
        c->hash[c->n] = UINT64_MAX;
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

/* Each of the three tables leads to the next, and none is in cache. So each is
 * asked for all shingles of a block in one go, without a branch, and only those
 * that are left go on: no look-up waits for the one before. */
static uint32_t find_block(const struct common *c, const uint64_t *shingle, uint32_t n, uint32_t *place, uint32_t *at)
{
    uint32_t n_may = 0, n_found = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t part = shingle[i] >> (c->shift - COMMON_FINER_BITS);
        place[n_may] = i;
        n_may += c->any[part >> 6] >> (part & 63) & 1;
    }
    for (uint32_t k = 0; k < n_may; k++)
        at[k] = c->first[shingle[place[k]] >> c->shift];
    for (uint32_t k = 0; k < n_may; k++) {
        uint64_t hash = shingle[place[k]];
        uint32_t i = at[k];
        while (c->hash[i] < hash)
            i++;
        place[n_found] = place[k];
        at[n_found] = i;
        n_found += c->hash[i] == hash && i < c->n;
    }
    return n_found;
}

uint32_t common_find(const struct common *c, const uint64_t *shingle, uint32_t n, uint32_t *place, uint32_t *at)
{
    enum { BLOCK = 1024 };
    uint32_t n_found = 0;
    for (uint32_t beg = 0; beg < n; beg += BLOCK) {
        uint32_t here = find_block(c, shingle + beg, min_u32(BLOCK, n - beg), place + n_found, at + n_found);
        for (uint32_t k = 0; k < here; k++)
            place[n_found + k] += beg;
        n_found += here;
    }
    return n_found;
}

struct reader {
    const struct common *c;
    const struct units *rows;
    const uint32_t *group_of;
    struct list { uint32_t *item; uint32_t n; } *held; /* [n_docs] indices of its shingles, as they come */
    struct desk { uint64_t *shingle; uint32_t *place, *at; size_t cap_shingle, cap_place, cap_at; } *desk; /* [n_threads] */
};

static int read_document(size_t doc, int thread, void *arg, struct crib_err *err)
{
    struct reader *r = arg;
    struct desk *k = &r->desk[thread];
    struct list *held = &r->held[doc];
    uint32_t n = shingle_count(r->rows[doc].n);
    if (r->group_of[doc] == COMMON_NO_GROUP)
        return CRIB_OK;
    CRIB_TRY(VEC_GROW(k->shingle, 0, &k->cap_shingle, n, err));
    CRIB_TRY(VEC_GROW(k->place, 0, &k->cap_place, n, err));
    CRIB_TRY(VEC_GROW(k->at, 0, &k->cap_at, n, err));
    shingle_hash(&r->rows[doc], k->shingle);
    held->n = common_find(r->c, k->shingle, n, k->place, k->at);
    held->item = mem_alloc(held->n * sizeof *held->item);
    if (!held->item)
        return CRIB_NOMEM(err);
    if (held->n) /* else there may be no array at all */
        memcpy(held->item, k->at, held->n * sizeof *held->item);
    return CRIB_OK;
}

/* Documents by group: group << 32 | document. */
static int by_group(const uint32_t *group_of, uint32_t n_docs, uint64_t **out, uint32_t *n, struct crib_err *err)
{
    *n = 0;
    *out = mem_alloc(n_docs * sizeof **out);
    if (!*out)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < n_docs; d++)
        if (group_of[d] != COMMON_NO_GROUP)
            (*out)[(*n)++] = (uint64_t)group_of[d] << 32 | d;
    return sort_u64(*out, *n, err);
}

/* What all documents hold, dealt into parts of PART indices each, so that what
 * is counted and written at random stays in cache. */
enum { PART_BITS = 17, PART = 1 << PART_BITS };

struct dealing {
    struct common *c;
    uint64_t *item;           /* index in its part << 32 | group; of each part in the order of the groups */
    size_t *beg;              /* [n_part + 1] */
    size_t *kept;             /* [n_part] items of each that are no repeats, at its begin */
    size_t n_part;
    uint32_t *turn;           /* [n_threads][PART] the group that was last seen at each index, and one more */
};

static int deal(struct dealing *g, const struct list *held, const uint64_t *doc, uint32_t n_docs, struct crib_err *err)
{
    for (uint32_t i = 0; i < n_docs; i++) {
        const struct list *l = &held[(uint32_t)doc[i]];
        for (uint32_t k = 0; k < l->n; k++)
            g->beg[(l->item[k] >> PART_BITS) + 1]++;
    }
    for (size_t p = 0; p < g->n_part; p++)
        g->beg[p + 1] += g->beg[p];
    g->item = mem_alloc(g->beg[g->n_part] * sizeof *g->item);
    if (!g->item)
        return CRIB_NOMEM(err);
    memcpy(g->kept, g->beg, g->n_part * sizeof *g->kept); /* where the next of each part goes */
    for (uint32_t i = 0; i < n_docs; i++) {
        const struct list *l = &held[(uint32_t)doc[i]];
        for (uint32_t k = 0; k < l->n; k++)
            g->item[g->kept[l->item[k] >> PART_BITS]++] = (uint64_t)(l->item[k] & (PART - 1)) << 32 | (uint32_t)(doc[i] >> 32);
    }
    return CRIB_OK;
}

/* Of a part, each index once a group; counts them into c->count. */
static int count_part(size_t part, int thread, void *arg, struct crib_err *err)
{
    struct dealing *g = arg;
    uint32_t *turn = g->turn + (size_t)thread * PART, *count = g->c->count + (part << PART_BITS);
    size_t n = g->beg[part];
    (void)err;
    memset(turn, 0, PART * sizeof *turn);
    for (size_t i = g->beg[part]; i < g->beg[part + 1]; i++) {
        uint32_t at = (uint32_t)(g->item[i] >> 32), group = (uint32_t)g->item[i];
        if (turn[at] == group + 1)
            continue;
        turn[at] = group + 1;
        count[at]++;
        g->item[n++] = g->item[i];
    }
    g->kept[part] = n - g->beg[part];
    return CRIB_OK;
}

/* While it is written, a list's place is that of its next group. */
static int write_part(size_t part, int thread, void *arg, struct crib_err *err)
{
    struct dealing *g = arg;
    struct common *c = g->c;
    size_t first = part << PART_BITS;
    (void)thread;
    (void)err;
    for (size_t k = g->beg[part]; k < g->beg[part] + g->kept[part]; k++) {
        size_t i = first + (g->item[k] >> 32);
        uint32_t group = (uint32_t)g->item[k];
        if (common_has_row(c, i))
            c->bits[c->at[i] + group / 64] |= UINT64_C(1) << (group & 63);
        else
            c->group[c->at[i]++] = group;
    }
    for (size_t i = first; i < min_size(first + PART, c->n); i++)
        c->at[i] -= common_has_row(c, i) ? 0 : c->count[i];
    return CRIB_OK;
}

static int write_groups(struct dealing *g, int n_threads, struct crib_err *err)
{
    struct common *c = g->c;
    size_t n_listed = 0, n_words = 0;
    CRIB_TRY(par_for(g->n_part, n_threads, count_part, g, err));
    for (size_t i = 0; i < c->n; i++) {
        size_t *next = common_has_row(c, i) ? &n_words : &n_listed;
        c->at[i] = *next;
        *next += common_has_row(c, i) ? c->n_blocks * BLOCK_WORDS : c->count[i];
    }
    c->group = mem_alloc(n_listed * sizeof *c->group);
    c->bits = mem_zero(n_words, sizeof *c->bits);
    return c->group && c->bits ? par_for(g->n_part, n_threads, write_part, g, err) : CRIB_NOMEM(err);
}

static uint32_t groups_here(const uint64_t *doc, uint32_t n) { return n ? (uint32_t)(doc[n - 1] >> 32) + 1 : 0; }

/* All documents' notes become the groups of each hash: counted, then dealt out
 * in the order of the groups, so that nothing is sorted. */
static int invert(struct common *c, const struct list *held, const uint32_t *group_of, uint32_t n_docs, int n_threads,
                  struct crib_err *err)
{
    struct dealing g = { .c = c, .n_part = (c->n >> PART_BITS) + 1 };
    uint64_t *doc = NULL;
    uint32_t n = 0;
    g.beg = mem_zero(g.n_part + 1, sizeof *g.beg);
    g.kept = mem_alloc(g.n_part * sizeof *g.kept);
    g.turn = mem_alloc((size_t)n_threads * PART * sizeof *g.turn);
    c->count = mem_zero(c->n, sizeof *c->count);
    c->at = mem_alloc(c->n * sizeof *c->at);
    int rc = g.beg && g.kept && g.turn && c->count && c->at ? by_group(group_of, n_docs, &doc, &n, err)
                                                            : CRIB_NOMEM(err);
    if (rc == CRIB_OK) {
        c->n_here = groups_here(doc, n);
        c->n_blocks = (c->n_here + GROUPS_IN_BLOCK - 1) / GROUPS_IN_BLOCK;
        rc = deal(&g, held, doc, n, err);
    }
    if (rc == CRIB_OK)
        rc = write_groups(&g, n_threads, err);
    mem_free(doc);
    mem_free(g.item);
    mem_free(g.beg);
    mem_free(g.kept);
    mem_free(g.turn);
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
        r.desk = mem_zero((size_t)n_threads, sizeof *r.desk);
        rc = r.held && r.desk ? par_for(n_docs, n_threads, read_document, &r, err) : CRIB_NOMEM(err);
    }
    if (rc == CRIB_OK)
        rc = invert(out, r.held, group_of, n_docs, n_threads, err);
    for (uint32_t d = 0; r.held && d < n_docs; d++)
        mem_free(r.held[d].item);
    for (int t = 0; r.desk && t < n_threads; t++) {
        mem_free(r.desk[t].shingle);
        mem_free(r.desk[t].place);
        mem_free(r.desk[t].at);
    }
    mem_free(r.held);
    mem_free(r.desk);
    if (rc != CRIB_OK)
        common_done(out);
    return rc;
}
