/* SPDX-License-Identifier: MIT */
/* How often bodies use the features of titles.
 *
 * A body is read once, in blocks. A first loop notes without a branch where a
 * pair may be a title's (one bit tells, term_table.h), a second looks up
 * those. */
#include "cluster/counts.h"

enum {
    BLOCK = 256,                  /* units that are looked at together */
    THREAD_BYTES = 256 << 20      /* tables of all threads together, beyond the first's */
};

int counts_init(struct counts *c, const struct term_table *t, struct crib_err *err)
{
    size_t n = (size_t)t->n_feature + 1;
    *c = (struct counts){ .first_part = t->first_part };
    c->n = mem_zero(n, sizeof *c->n);
    c->touched = mem_alloc((n + 1) * sizeof *c->touched);
    c->part = mem_zero(n - t->first_part, sizeof *c->part);
    if (c->n && c->touched && c->part) {
        c->n[t->n_feature] = 1; /* so that nobody's feature is never new */
        return CRIB_OK;
    }
    counts_done(c);
    return CRIB_NOMEM(err);
}

void counts_done(struct counts *c)
{
    mem_free(c->n);
    mem_free(c->touched);
    mem_free(c->part);
    *c = (struct counts){ 0 };
}

void counts_forget(struct counts *c)
{
    for (uint32_t i = 0; i < c->n_touched; i++)
        c->n[c->touched[i]] = 0;
    for (uint32_t i = c->n_whole; i < c->n_touched; i++)
        if (c->touched[i] >= c->first_part)
            c->part[c->touched[i] - c->first_part] = 0;
    c->n_touched = c->n_exact = c->n_whole = 0;
}

static inline void count(struct counts *c, uint32_t feature)
{
    c->touched[c->n_touched] = feature;
    c->n_touched += c->n[feature]++ == 0;
}

static void count_word(struct counts *c, const struct term_table *t, const struct titled *doc, uint32_t i)
{
    const struct units *u = doc->body;
    struct txt_span at = unit_place(u, i);
    uint64_t stem = word_stem(doc->body_text, at.beg, at.end);
    uint32_t exact = term_table_find_word(t, unit_code(u, i)),
             loose = stem ? term_table_find_stem(t, stem) : UINT32_MAX;
    if (exact != UINT32_MAX)
        count(c, exact);
    if (loose != UINT32_MAX)
        count(c, loose);
}

/* Where a pair of a title may stand. */
struct meeting { uint32_t place, second; };

/* Looks up n meetings in steps of which none waits for the one before: the
 * tables are too large for the nearest cache. */
static void count_meetings(struct counts *c, const struct term_table *t, const struct meeting *m, uint32_t n, bool near)
{
    const struct follow *found[BLOCK * (TERM_LOOSE_GAP - 1)];
    uint32_t feature[BLOCK * (TERM_LOOSE_GAP - 1) + 1], n_feature = 0;
    for (uint32_t i = 0; i < n; i++)
        found[i] = follow_first(t, m[i].place);
    for (uint32_t i = 0; i < n; i++) {
        const struct follow *f = found[i];
        while (f->second != m[i].second && f->next)
            f = &t->follow[f->next - 1];
        feature[n_feature] = near ? f->exact : f->loose;
        n_feature += f->second == m[i].second;
    }
    for (uint32_t i = 0; i < n_feature; i++)
        count(c, feature[i]);
}

/* n characters by number, and the next TERM_LOOSE_GAP after them: 0 past the run's end. */
static void count_chars(struct counts *c, const struct term_table *t, const uint32_t *id, uint32_t n)
{
    struct meeting near[BLOCK + 1], apart[BLOCK * (TERM_LOOSE_GAP - 1) + 1];
    uint32_t n_near = 0, n_apart = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t place = follow_place(t, id[i], id[i + 1]);
        near[n_near] = (struct meeting){ place, id[i + 1] };
        n_near += follow_may(t, place);
        for (uint32_t gap = 2; gap <= TERM_LOOSE_GAP; gap++) {
            place = follow_place(t, id[i], id[i + gap]);
            apart[n_apart] = (struct meeting){ place, id[i + gap] };
            n_apart += follow_may(t, place);
        }
        count(c, t->part[id[i]]);
    }
    count_meetings(c, t, near, n_near, true);
    count_meetings(c, t, apart, n_apart, false);
}

/* A run of characters from unit beg on; returns where it ends. */
static uint32_t count_run(struct counts *c, const struct term_table *t, struct unit_kinds *kinds, uint32_t beg)
{
    const struct units *u = kinds->of;
    uint32_t id[BLOCK + TERM_LOOSE_GAP], end = beg;
    while (end < u->n && unit_kinds_at(kinds, end) == UNIT_CHAR)
        end++;
    for (uint32_t at = beg; at < end; at += BLOCK) {
        uint32_t n = min_u32(BLOCK, end - at), seen = min_u32(BLOCK + TERM_LOOSE_GAP, end - at);
        for (uint32_t i = 0; i < seen; i++)
            id[i] = char_number(t, unit_code(u, at + i));
        for (uint32_t i = seen; i < n + TERM_LOOSE_GAP; i++)
            id[i] = 0;
        count_chars(c, t, id, n);
    }
    return end;
}

void counts_body(struct counts *c, const struct term_table *t, const struct titled *doc)
{
    struct unit_kinds kinds = { .of = doc->body };
    counts_forget(c);
    for (uint32_t i = 0; i < doc->body->n;) {
        uint8_t kind = unit_kinds_at(&kinds, i);
        if (kind == UNIT_CHAR) {
            i = count_run(c, t, &kinds, i);
            continue;
        }
        if (kind == UNIT_WORD)
            count_word(c, t, doc, i);
        i++;
    }
}

int threads_for(int n_threads, uint64_t bytes_each)
{
    uint64_t most = 1 + (uint64_t)THREAD_BYTES / (bytes_each + 1);
    return (uint64_t)n_threads < most ? n_threads : (int)most;
}
