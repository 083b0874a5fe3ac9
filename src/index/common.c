/* SPDX-License-Identifier: MIT */
/* Counting groups per shingle, for the shingles that matter only: first the
 * hashes of all asked stretches are collected, then every document is read
 * once and what it holds of them is noted, in spans of shingles that are asked
 * about one after the other. */
#include "index/common.h"

#include "core/par.h"
#include "core/sort.h"
#include "sketch/sketch.h"

void common_done(struct common *c)
{
    shingle_set_done(&c->asked);
    mem_free(c->count);
    mem_free(c->at);
    mem_free(c->group);
    mem_free(c->bits);
    *c = (struct common){ 0 };
}

/* The stretches of one document. The shingles inside one are those of the row
 * that begin and end in it, so that they mean the same wherever they are met. */
static int collect_from(const struct units *u, const uint64_t *row, const struct asked *asked, size_t n,
                        struct shingle_set *out, struct crib_err *err)
{
    uint32_t next = 0; /* stretches are sorted: what was taken is not taken again */
    for (size_t k = 0; k < n; k++) {
        uint32_t beg = max_u32(asked[k].units.beg, next),
                 end = asked[k].units.beg + shingle_count(unit_len(asked[k].units));
        end = min_u32(end, shingle_count(u->n));
        if (beg >= end)
            continue;
        CRIB_TRY(shingle_set_add(out, row + beg, end - beg, err));
        next = end;
    }
    return CRIB_OK;
}

static int collect(const struct units *rows, const struct asked *asked, size_t n_asked, struct shingle_set *out,
                   struct crib_err *err)
{
    size_t cap_row = 0;
    uint64_t *row = NULL;
    int rc = shingle_set_init(out, err);
    for (size_t i = 0, j; i < n_asked && rc == CRIB_OK; i = j) {
        const struct units *u = &rows[asked[i].doc];
        for (j = i; j < n_asked && asked[j].doc == asked[i].doc; j++)
            ;
        rc = VEC_GROW(row, 0, &cap_row, shingle_count(u->n), err);
        if (rc != CRIB_OK)
            break;
        shingle_hash(u, row);
        rc = collect_from(u, row, asked + i, j - i, out, err);
    }
    mem_free(row);
    return rc == CRIB_OK ? shingle_set_close(out, err) : rc;
}

/* Shingles that are asked about one after the other. */
struct span { uint32_t first, n; };

struct reader {
    const struct common *c;
    const struct units *rows;
    const uint32_t *group_of;
    struct held { struct span *item; uint32_t n; } *held; /* [n_docs] what it holds, as it comes */
    struct desk {
        uint64_t *shingle;
        uint32_t *place, *at;
        struct span *span;
        size_t cap_shingle, cap_place, cap_at, cap_span;
    } *desk; /* [n_threads] */
};

static uint32_t make_spans(const uint32_t *at, uint32_t n, struct span *span)
{
    uint32_t n_span = 0;
    for (uint32_t i = 0; i < n; i++)
        if (n_span && span[n_span - 1].first + span[n_span - 1].n == at[i])
            span[n_span - 1].n++;
        else
            span[n_span++] = (struct span){ at[i], 1 };
    return n_span;
}

static int read_document(size_t doc, int thread, void *arg, struct crib_err *err)
{
    struct reader *r = arg;
    struct desk *k = &r->desk[thread];
    struct held *held = &r->held[doc];
    uint32_t n = shingle_count(r->rows[doc].n);
    if (r->group_of[doc] == COMMON_NO_GROUP)
        return CRIB_OK;
    CRIB_TRY(VEC_GROW(k->shingle, 0, &k->cap_shingle, n, err));
    CRIB_TRY(VEC_GROW(k->place, 0, &k->cap_place, n, err));
    CRIB_TRY(VEC_GROW(k->at, 0, &k->cap_at, n, err));
    CRIB_TRY(VEC_GROW(k->span, 0, &k->cap_span, n, err));
    shingle_hash(&r->rows[doc], k->shingle);
    uint32_t n_found = shingle_set_find(&r->c->asked, k->shingle, n, k->place, k->at);
    held->n = make_spans(k->at, n_found, k->span);
    held->item = mem_alloc(held->n * sizeof *held->item);
    if (!held->item)
        return CRIB_NOMEM(err);
    if (held->n) /* else there may be no array at all */
        memcpy(held->item, k->span, held->n * sizeof *held->item);
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

/* All documents are gone through in the order of their groups, by every
 * thread: each takes a share of the shingles. What is noted of a span lies
 * side by side. */
struct tally {
    struct common *c;
    const struct held *held;
    const uint64_t *doc; /* [n_docs] by_group() */
    uint32_t n_docs;
    size_t n_share;
    uint32_t *turn;      /* [asked.n] the group that was last seen at each shingle, and one more */
    bool write;          /* what was counted before */
};

/* While it is written, a list's place is that of its next group. */
static void write_group(struct common *c, size_t i, uint32_t group)
{
    if (common_has_row(c, i))
        c->bits[c->at[i] + group / 64] |= UINT64_C(1) << (group & 63);
    else
        c->group[c->at[i]++] = group;
}

static void tally_span(const struct tally *t, uint32_t group, size_t beg, size_t end)
{
    for (size_t i = beg; i < end; i++) {
        if (t->turn[i] == group + 1)
            continue;
        t->turn[i] = group + 1;
        if (t->write)
            write_group(t->c, i, group);
        else
            t->c->count[i]++;
    }
}

static int tally_share(size_t share, int thread, void *arg, struct crib_err *err)
{
    const struct tally *t = arg;
    struct common *c = t->c;
    size_t n = c->asked.n, from = share * n / t->n_share, to = (share + 1) * n / t->n_share;
    (void)thread;
    (void)err;
    memset(t->turn + from, 0, (to - from) * sizeof *t->turn);
    for (uint32_t d = 0; d < t->n_docs; d++) {
        const struct held *h = &t->held[(uint32_t)t->doc[d]];
        for (uint32_t k = 0; k < h->n; k++) {
            struct span s = h->item[k];
            tally_span(t, (uint32_t)(t->doc[d] >> 32), max_size(s.first, from), min_size((size_t)s.first + s.n, to));
        }
    }
    for (size_t i = from; t->write && i < to; i++)
        c->at[i] -= common_has_row(c, i) ? 0 : c->count[i];
    return CRIB_OK;
}

static int tally_all(struct tally *t, int n_threads, struct crib_err *err)
{
    struct common *c = t->c;
    size_t n_listed = 0, n_words = 0;
    CRIB_TRY(par_for(t->n_share, n_threads, tally_share, t, err));
    for (size_t i = 0; i < c->asked.n; i++) {
        size_t *next = common_has_row(c, i) ? &n_words : &n_listed;
        c->at[i] = *next;
        *next += common_has_row(c, i) ? c->n_blocks * BLOCK_WORDS : c->count[i];
    }
    c->group = mem_alloc(n_listed * sizeof *c->group);
    c->bits = mem_zero(n_words, sizeof *c->bits);
    if (!c->group || !c->bits)
        return CRIB_NOMEM(err);
    t->write = true;
    return par_for(t->n_share, n_threads, tally_share, t, err);
}

static uint32_t groups_here(const uint64_t *doc, uint32_t n) { return n ? (uint32_t)(doc[n - 1] >> 32) + 1 : 0; }

/* All documents' notes become the groups of each shingle: counted, then written
 * in the order of the groups, so that nothing is sorted. */
static int invert(struct common *c, const struct held *held, const uint32_t *group_of, uint32_t n_docs, int n_threads,
                  struct crib_err *err)
{
    struct tally t = { .c = c, .held = held, .n_share = (size_t)n_threads };
    uint64_t *doc = NULL;
    t.turn = mem_alloc(c->asked.n * sizeof *t.turn);
    c->count = mem_zero(c->asked.n, sizeof *c->count);
    c->at = mem_alloc(c->asked.n * sizeof *c->at);
    int rc = t.turn && c->count && c->at ? by_group(group_of, n_docs, &doc, &t.n_docs, err) : CRIB_NOMEM(err);
    if (rc == CRIB_OK) {
        t.doc = doc;
        c->n_here = groups_here(doc, t.n_docs);
        c->n_blocks = (c->n_here + GROUPS_IN_BLOCK - 1) / GROUPS_IN_BLOCK;
        rc = tally_all(&t, n_threads, err);
    }
    mem_free(doc);
    mem_free(t.turn);
    return rc;
}

int common_build(const struct units *rows, uint32_t n_docs, const uint32_t *group_of, uint32_t n_groups,
                 const struct asked *asked, size_t n_asked, int n_threads, struct common *out, struct crib_err *err)
{
    *out = (struct common){ .n_groups = n_groups };
    struct reader r = { .c = out, .rows = rows, .group_of = group_of };
    int rc = collect(rows, asked, n_asked, &out->asked, err);
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
        mem_free(r.desk[t].span);
    }
    mem_free(r.held);
    mem_free(r.desk);
    if (rc != CRIB_OK)
        common_done(out);
    return rc;
}
