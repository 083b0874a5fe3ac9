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
    mem_free(c->beg);
    mem_free(c->group);
    *c = (struct common){ 0 };
}

static uint32_t n_shingles(struct unit_span s) { return shingle_count(unit_len(s)); }

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
            uint32_t beg = max_u32(asked[k].units.beg, next), end = asked[k].units.beg + n_shingles(asked[k].units);
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
    if (!c->first)
        return CRIB_NOMEM(err);
    size_t at = 0;
    for (size_t lead = 0; lead <= n; lead++) {
        while (at < c->n && c->hash[at] >> c->shift < lead)
            at++;
        c->first[lead] = (uint32_t)at;
    }
    return CRIB_OK;
}

/* Index of a hash, or SIZE_MAX when nobody asked about it. */
static size_t find(const struct common *c, uint64_t hash)
{
    size_t lead = hash >> c->shift;
    for (size_t i = c->first[lead]; i < c->first[lead + 1]; i++)
        if (c->hash[i] == hash)
            return i;
    return SIZE_MAX;
}

struct reader {
    const struct common *c;
    const struct units *rows;
    const uint32_t *group_of;
    struct list { uint64_t *item; size_t n, cap; } *held; /* [n_docs] index << 32 | group */
    struct row { uint64_t *shingle; size_t cap; } *row;   /* [n_threads] */
};

static int read_document(size_t doc, int thread, void *arg, struct crib_err *err)
{
    struct reader *r = arg;
    struct row *row = &r->row[thread];
    struct list *held = &r->held[doc];
    uint32_t n = shingle_count(r->rows[doc].n);
    CRIB_TRY(VEC_GROW(row->shingle, 0, &row->cap, n, err));
    shingle_hash(&r->rows[doc], row->shingle);
    for (uint32_t i = 0; i < n; i++) {
        size_t at = find(r->c, row->shingle[i]);
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

/* ---- asking ---- */

/* A paragraph that four documents share may still have been carried from one
 * to the others; a sentence that four share is a stock phrase. */
enum { SENTENCE_UNITS = 80, LEAST_FAMILY_SHORT = 4, LEAST_FAMILY = 5 };

/* What makes a stretch: so many of the text's shingles in one group (12 units
 * in a row, 8 of a sentence), with room between for a unit that was edited. */
enum { STRETCH_SHINGLES = 8, STRETCH_SHINGLES_SHORT = 4, STRETCH_STEP = SHINGLE_UNITS + 1 };

int common_scratch_init(struct common_scratch *s, const struct common *c, struct crib_err *err)
{
    *s = (struct common_scratch){ 0 };
    s->count = mem_zero(c->n_groups, sizeof *s->count);
    s->stretch = mem_zero(c->n_groups, sizeof *s->stretch);
    return s->count && s->stretch ? CRIB_OK : CRIB_NOMEM(err);
}

void common_scratch_done(struct common_scratch *s)
{
    mem_free(s->count);
    mem_free(s->index);
    mem_free(s->shingle);
    mem_free(s->holder);
    mem_free(s->stretch);
    mem_free(s->begin_less_end);
    *s = (struct common_scratch){ 0 };
}

static size_t groups_of(const struct common *c, size_t i) { return c->beg[i + 1] - c->beg[i]; }

static int by_index(const void *p, const void *q)
{
    size_t x = *(const size_t *)p, y = *(const size_t *)q;
    return (x > y) - (x < y);
}

static bool holds(uint32_t count, size_t n) { return (uint64_t)count * 5 >= (uint64_t)n * 4; }

static int by_rarity(const void *p, const void *q, void *arg)
{
    const struct common *c = arg;
    size_t x = *(const size_t *)p, y = *(const size_t *)q, nx = groups_of(c, x), ny = groups_of(c, y);
    if (nx != ny)
        return nx < ny ? -1 : 1;
    return (x > y) - (x < y);
}

/* Is group g among those that hold shingle i? */
static bool held_by(const struct common *c, size_t i, uint32_t g)
{
    size_t lo = c->beg[i], hi = c->beg[i + 1];
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (c->group[mid] < g)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < c->beg[i + 1] && c->group[lo] == g;
}

/* The groups to leave out, those that hold 80 % of the n different shingles
 * (index, sorted by rarity), into x->holder; none when they are a family. Such
 * a group holds one of any n / 5 + 1 of the shingles; so those that hold one
 * of the rarest are looked at, and no other. */
static int find_holders(const struct common *c, const size_t *index, size_t n, uint32_t family,
                        struct common_scratch *x, struct crib_err *err)
{
    size_t n_some = 0, entries = 0;
    for (size_t i = 0; i <= n / 5 && i < n; i++)
        n_some += groups_of(c, index[i]);
    for (size_t i = 0; i < n; i++)
        entries += groups_of(c, index[i]);
    x->n_holder = 0;
    CRIB_TRY(VEC_GROW(x->holder, 0, &x->cap_holder, n_some, err));
    for (size_t i = 0; i <= n / 5 && i < n; i++)
        for (size_t k = c->beg[index[i]]; k < c->beg[index[i] + 1]; k++)
            if (x->count[c->group[k]]++ == 0)
                x->holder[x->n_holder++] = c->group[k];
    enum { SEARCH = 12 }; /* steps of one look-up, about */
    bool walk = entries < x->n_holder * n * SEARCH;
    for (size_t i = n / 5 + 1; i < n; i++) {
        if (walk)
            for (size_t k = c->beg[index[i]]; k < c->beg[index[i] + 1]; k++)
                x->count[c->group[k]] += x->count[c->group[k]] > 0;
        else
            for (size_t h = 0; h < x->n_holder; h++)
                x->count[x->holder[h]] += held_by(c, index[i], x->holder[h]);
    }
    size_t kept = 0;
    for (size_t h = 0; h < x->n_holder; h++) {
        uint32_t g = x->holder[h];
        if (holds(x->count[g], n))
            x->holder[kept++] = g;
        x->count[g] = 0;
    }
    x->n_holder = kept < family ? kept : 0;
    return CRIB_OK;
}

/* Of a group that is left out, in the place of a turn's number. */
static const uint32_t HOLDER = UINT32_MAX;

/* Stretches of an earlier turn are none, so that nothing need be wiped. */
static uint32_t next_turn(const struct common *c, struct common_scratch *x)
{
    if (++x->turn == HOLDER) {
        memset(x->stretch, 0, c->n_groups * sizeof *x->stretch);
        x->turn = 1;
    }
    return x->turn;
}

/* Group t holds shingle k too: go on with its stretch or begin one. One that
 * is long enough counts from its first shingle on; the step over what it does
 * not hold is counted when it is found to go on behind. Returns whether k
 * itself is to be counted. */
static bool stretch_on(struct stretch *t, uint32_t k, uint32_t least, uint32_t turn, uint32_t *begin_less_end)
{
    if (t->turn != turn || k - t->last > STRETCH_STEP)
        *t = (struct stretch){ .first = k, .turn = turn };
    uint32_t from = ++t->n == least ? t->first : t->last + 1;
    t->last = k;
    if (t->n < least)
        return false;
    if (from < k) {
        begin_less_end[from]++;
        begin_less_end[k]--;
    }
    return true;
}

/* x->shingle[k]: is shingle k of the text in stretches of that many groups, but
 * for the holders? each[n]: the text's shingles in order. */
static int in_stretches(const struct common *c, const size_t *each, size_t n, uint32_t least, size_t threshold,
                        struct common_scratch *x, struct crib_err *err)
{
    CRIB_TRY(VEC_GROW(x->begin_less_end, 0, &x->cap_begin, n + 1, err));
    memset(x->begin_less_end, 0, (n + 1) * sizeof *x->begin_less_end);
    uint32_t turn = next_turn(c, x);
    for (size_t h = 0; h < x->n_holder; h++)
        x->stretch[x->holder[h]].turn = HOLDER;
    for (size_t k = 0; k < n; k++) {
        uint32_t counted = 0;
        for (size_t i = each[k] == SIZE_MAX ? 0 : c->beg[each[k]]; each[k] != SIZE_MAX && i < c->beg[each[k] + 1]; i++) {
            struct stretch *t = &x->stretch[c->group[i]];
            counted += t->turn != HOLDER && stretch_on(t, (uint32_t)k, least, turn, x->begin_less_end);
        }
        x->begin_less_end[k] += counted;
        x->begin_less_end[k + 1] -= counted;
    }
    for (size_t h = 0; h < x->n_holder; h++)
        x->stretch[x->holder[h]].turn = 0;
    uint32_t open = 0;
    for (size_t k = 0; k < n; k++) {
        open += x->begin_less_end[k];
        x->shingle[k] = open >= threshold;
    }
    return CRIB_OK;
}

/* Does any of the shingles stand in that many groups at all? Mostly none
 * does, and then nobody need be left out. */
static bool any_in(const struct common *c, const size_t *index, size_t n, size_t threshold)
{
    for (size_t i = 0; i < n; i++)
        if (groups_of(c, index[i]) >= threshold)
            return true;
    return false;
}

static int by_count(const void *p, const void *q)
{
    uint64_t x = *(const uint64_t *)p, y = *(const uint64_t *)q;
    return (x > y) - (x < y);
}

/* The shingles of the pieces, one after the other, as indices of c (SIZE_MAX:
 * nobody holds it); returns how many. */
static size_t look_up(const struct common *c, const struct units *u, const struct unit_span *s, size_t n,
                      struct common_scratch *x)
{
    size_t n_each = 0;
    for (size_t i = 0; i < n; i++) {
        struct units part = *u;
        uint32_t beg = s[i].beg;
        part.code += beg, part.exact += beg, part.beg += beg, part.end += beg, part.kind += beg;
        part.n = part.cap = unit_len(s[i]);
        shingle_hash(&part, x->shingle);
        for (uint32_t k = 0; k < n_shingles(s[i]); k++)
            x->index[n_each++] = find(c, x->shingle[k]);
    }
    return n_each;
}

/* Sorted and unique, without the unknown; returns how many remain. */
static size_t distinct(size_t *index, const size_t *each, size_t n)
{
    size_t n_known = 0, n_once = 0;
    for (size_t i = 0; i < n; i++)
        if (each[i] != SIZE_MAX)
            index[n_known++] = each[i];
    if (n_known)
        qsort(index, n_known, sizeof *index, by_index);
    for (size_t i = 0; i < n_known; i++)
        if (i == 0 || index[i] != index[i - 1])
            index[n_once++] = index[i];
    return n_once;
}

/* Weight of the units, placeholders aside, that no common shingle covers;
 * x->shingle[k] tells of shingle k, over all pieces, whether it is common. */
static void weigh(const struct units *u, const struct unit_span *s, size_t n, const uint64_t *common,
                  struct commonness *out)
{
    uint32_t run = 0;
    out->weight = out->own_weight = out->own_run = 0;
    for (size_t i = 0, base = 0; i < n; base += n_shingles(s[i]), i++) {
        uint32_t covered_to = s[i].beg;
        if (i > 0 && s[i].beg - s[i - 1].end >= SHINGLE_UNITS)
            run = 0;
        for (uint32_t k = s[i].beg; k < s[i].end; k++) {
            uint32_t at = k - s[i].beg;
            if (common && at < n_shingles(s[i]) && common[base + at])
                covered_to = min_u32(k + SHINGLE_UNITS, s[i].end);
            uint32_t w = unit_is_placeholder(u, k) ? 0 : unit_weight(u->kind[k]);
            out->weight += w;
            out->own_weight += k < covered_to ? 0 : w;
            run = k < covered_to ? 0 : run + w;
            out->own_run = max_u32(out->own_run, run);
        }
    }
}

int common_ask(const struct common *c, const struct units *u, const struct unit_span *s, size_t n,
               struct common_scratch *x, struct commonness *out, struct crib_err *err)
{
    out->groups = -1;
    size_t most = 0, n_each = 0;
    for (size_t i = 0; i < n; i++)
        most += n_shingles(s[i]);
    if (c->n_groups < 3 || most == 0)
        return weigh(u, s, n, NULL, out), CRIB_OK;
    CRIB_TRY(VEC_GROW(x->shingle, 0, &x->cap_shingle, most, err));
    CRIB_TRY(VEC_GROW(x->index, 0, &x->cap_index, 2 * most, err));
    n_each = look_up(c, u, s, n, x);
    size_t *each = x->index, *once = x->index + n_each, n_once = distinct(once, each, n_each);
    uint32_t percent = (c->n_groups + 99) / 100;
    if (any_in(c, once, n_once, max_u32(1, percent))) {
        qsort_r(once, n_once, sizeof *once, by_rarity, (void *)c);
        uint32_t n_units = 0;
        for (size_t i = 0; i < n; i++)
            n_units += unit_len(s[i]);
        uint32_t family = n_units <= SENTENCE_UNITS ? LEAST_FAMILY_SHORT : LEAST_FAMILY;
        CRIB_TRY(find_holders(c, once, n_once, max_u32(family, percent), x, err));
        uint32_t least = n_units > SENTENCE_UNITS ? STRETCH_SHINGLES : STRETCH_SHINGLES_SHORT;
        CRIB_TRY(in_stretches(c, each, n_each, least, max_u32(1, percent), x, err));
        weigh(u, s, n, x->shingle, out);
    } else {
        weigh(u, s, n, NULL, out);
    }
    for (size_t i = 0; i < n_each; i++)
        x->shingle[i] = each[i] == SIZE_MAX ? 1 : groups_of(c, each[i]);
    qsort(x->shingle, n_each, sizeof *x->shingle, by_count);
    out->groups = (int64_t)x->shingle[n_each / 2];
    return CRIB_OK;
}
