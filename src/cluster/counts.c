/* SPDX-License-Identifier: MIT */
/* How often bodies use the features of titles.
 *
 * A body is read once, in blocks. A first loop notes without a branch where a
 * pair may be a title's (one bit tells, term_table.h), a second looks up
 * those. What was found is kept as a list, a body's features with their
 * numbers, since all that is asked of a body later is asked of these. */
#include "cluster/counts.h"

#include "core/par.h"

enum {
    BLOCK = 256,                  /* units that are looked at together */
    THREAD_BYTES = 256 << 20      /* tables of all threads together, beyond the first's */
};

int counts_init(struct counts *c, const struct term_table *t, struct crib_err *err)
{
    size_t n = (size_t)t->n_feature + 1;
    *c = (struct counts){ 0 };
    c->n = mem_zero(n, sizeof *c->n);
    c->touched = mem_alloc((n + 1) * sizeof *c->touched);
    if (c->n && c->touched) {
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
    *c = (struct counts){ 0 };
}

static void forget(struct counts *c)
{
    for (uint32_t i = 0; i < c->n_touched; i++)
        c->n[c->touched[i]] = 0;
    c->n_touched = c->n_exact = 0;
}

static inline void count(struct counts *c, uint32_t feature)
{
    c->touched[c->n_touched] = feature;
    c->n_touched += c->n[feature]++ == 0;
}

static void count_word(struct counts *c, const struct term_table *t, const struct titled *doc, uint32_t i)
{
    const struct units *u = doc->body;
    uint64_t stem = word_stem(doc->body_text, unit_beg(u, i), unit_end(u, i));
    uint32_t exact = term_table_find_word(t, unit_code(u, i)),
             loose = stem ? term_table_find_stem(t, stem) : UINT32_MAX;
    if (exact != UINT32_MAX)
        count(c, exact);
    if (loose != UINT32_MAX)
        count(c, loose);
}

/* Where a pair of a title may stand. */
struct meeting { uint32_t place, second; };

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
    for (uint32_t i = 0; i < n_near; i++) {
        const struct follow *f = follow_find(t, near[i].place, near[i].second);
        if (f)
            count(c, f->exact);
    }
    for (uint32_t i = 0; i < n_apart; i++) {
        const struct follow *f = follow_find(t, apart[i].place, apart[i].second);
        if (f)
            count(c, f->loose);
    }
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
    forget(c);
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

void counts_recall(struct counts *c, const struct census *s, uint32_t doc)
{
    const struct tally *t = &s->tally[doc];
    forget(c);
    for (uint32_t i = 0; i < t->n_entry; i++) {
        uint32_t f = t->feature[i];
        c->touched[c->n_touched] = f;
        c->n_touched += c->n[f] == 0;
        c->n[f] += t->n[i];
        c->n_exact = i + 1 == t->n_exact ? c->n_touched : c->n_exact;
    }
}

int threads_for(int n_threads, uint64_t bytes_each)
{
    uint64_t most = 1 + (uint64_t)THREAD_BYTES / (bytes_each + 1);
    return (uint64_t)n_threads < most ? n_threads : (int)most;
}

/* A thread's own, so that nobody waits. */
struct counter { struct counts counts; double *uses; struct spread *spread; };

struct counting {
    const struct term_table *table;
    const struct titled *doc;
    const uint32_t *group_of;
    struct counter *counter;  /* [n_threads] */
    struct census *census;
};

/* Entries for all features on one side of n_exact; returns how many there are by now. */
static uint32_t list(const struct counts *c, uint32_t n_exact, bool exact, struct tally *out, uint32_t n)
{
    for (uint32_t i = 0; i < c->n_touched; i++) {
        uint32_t f = c->touched[i], times = c->n[f];
        if ((f < n_exact) != exact)
            continue;
        for (; times > UINT8_MAX; times -= UINT8_MAX) {
            out->feature[n] = f;
            out->n[n++] = UINT8_MAX;
        }
        out->feature[n] = f;
        out->n[n++] = (uint8_t)times;
    }
    return n;
}

static int list_all(const struct counts *c, uint32_t n_exact, struct tally *out, struct crib_err *err)
{
    size_t n = 0;
    for (uint32_t i = 0; i < c->n_touched; i++)
        n += 1 + (c->n[c->touched[i]] - 1) / UINT8_MAX;
    out->feature = mem_alloc(n * (sizeof *out->feature + sizeof *out->n));
    if (!out->feature)
        return CRIB_NOMEM(err);
    out->n = (uint8_t *)(out->feature + n);
    out->n_exact = list(c, n_exact, true, out, 0);
    out->n_entry = list(c, n_exact, false, out, out->n_exact);
    return CRIB_OK;
}

static void add_up(const struct counts *c, uint32_t n_exact, double *uses, struct spread *spread)
{
    for (uint32_t i = 0; i < c->n_touched; i++) {
        uint32_t f = c->touched[i], n = c->n[f];
        uses[f] += n;
        if (f >= n_exact)
            continue;
        spread[f].squares += (double)n * n;
        spread[f].in_bodies++;
    }
}

static int count_one(size_t d, int thread, void *arg, struct crib_err *err)
{
    struct counting *k = arg;
    struct counter *own = &k->counter[thread];
    counts_body(&own->counts, k->table, &k->doc[d]);
    if (k->group_of[d] == d)
        add_up(&own->counts, k->table->n_exact, own->uses, own->spread);
    return list_all(&own->counts, k->table->n_exact, &k->census->tally[d], err);
}

static int counters_init(struct counting *k, int n_threads, double *uses, struct spread *spread, struct crib_err *err)
{
    k->counter = mem_zero((size_t)n_threads, sizeof *k->counter);
    if (!k->counter)
        return CRIB_NOMEM(err);
    for (int t = 0; t < n_threads; t++) {
        struct counter *own = &k->counter[t];
        CRIB_TRY(counts_init(&own->counts, k->table, err));
        own->uses = t == 0 ? uses : mem_zero((size_t)k->table->n_feature + 1, sizeof *uses);
        own->spread = t == 0 ? spread : mem_zero((size_t)k->table->n_exact + 1, sizeof *spread);
        if (!own->uses || !own->spread)
            return CRIB_NOMEM(err);
    }
    return CRIB_OK;
}

static void counters_done(struct counting *k, int n_threads)
{
    for (int t = 0; k->counter && t < n_threads; t++) {
        counts_done(&k->counter[t].counts);
        if (t == 0)
            continue;
        mem_free(k->counter[t].uses);
        mem_free(k->counter[t].spread);
    }
    mem_free(k->counter);
}

static void sum_up(const struct counting *k, int n_threads, double *uses, struct spread *spread)
{
    for (int t = 1; t < n_threads; t++) {
        for (uint32_t f = 0; f < k->table->n_feature; f++)
            uses[f] += k->counter[t].uses[f];
        for (uint32_t f = 0; f < k->table->n_exact; f++) {
            spread[f].squares += k->counter[t].spread[f].squares;
            spread[f].in_bodies += k->counter[t].spread[f].in_bodies;
        }
    }
}

int census_make(const struct term_table *t, const struct titled *doc, uint32_t n, const uint32_t *group_of,
                int n_threads, double *uses, struct spread *spread, struct census *out, struct crib_err *err)
{
    struct counting k = { .table = t, .doc = doc, .group_of = group_of, .census = out };
    *out = (struct census){ .n_doc = n };
    out->tally = mem_zero((size_t)n + 1, sizeof *out->tally);
    if (!out->tally)
        return CRIB_NOMEM(err);
    n_threads = threads_for(n_threads, t->n_feature * (sizeof *uses + 2 * sizeof(uint32_t)) +
                                       t->n_exact * sizeof *spread);
    int rc = counters_init(&k, n_threads, uses, spread, err);
    if (rc == CRIB_OK)
        rc = par_for(n, n_threads, count_one, &k, err);
    if (rc == CRIB_OK)
        sum_up(&k, n_threads, uses, spread);
    counters_done(&k, n_threads);
    return rc;
}

void census_done(struct census *s)
{
    for (uint32_t d = 0; s->tally && d < s->n_doc; d++)
        mem_free(s->tally[d].feature);
    mem_free(s->tally);
    *s = (struct census){ 0 };
}
