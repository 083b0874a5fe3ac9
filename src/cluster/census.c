/* SPDX-License-Identifier: MIT */
/* What the bodies of a collection use of its titles.
 *
 * Each body is read once, and what was found is kept: all that is asked of a
 * body later is asked of that. It is most of what judging titles holds, so an
 * entry takes three or four bytes, in slabs of huge pages. */
#include "cluster/census.h"

#include "core/par.h"

enum { PAST_END = 1 }; /* an entry of three bytes is read as four */

void counts_recall(struct counts *c, const struct census *s, uint32_t doc)
{
    uint32_t feature, times;
    counts_forget(c);
    for (struct tally_read r = tally_begin(s, doc, false); tally_next(&r, &feature, &times);) {
        c->touched[c->n_touched++] = feature;
        c->n[feature] = times;
        c->n_exact += feature < s->n_exact;
        c->n_whole += feature < s->first_part;
    }
}

/* A thread's own, so that nobody waits. */
struct counter {
    struct counts counts;
    double *uses;
    struct spread *spread;
    struct slab *slab;
};

struct counting {
    const struct term_table *table;
    const struct titled *doc;
    const uint32_t *group_of;
    struct counter *counter;  /* [n_threads] */
    struct census *census;
};

static inline uint8_t *put_entry(uint8_t *to, uint32_t feature, uint32_t feature_bytes, uint32_t times)
{
    *to++ = (uint8_t)feature;
    *to++ = (uint8_t)(feature >> 8);
    if (feature_bytes > 2)
        *to++ = (uint8_t)(feature >> 16);
    if (feature_bytes > 3)
        *to++ = (uint8_t)(feature >> 24);
    *to++ = (uint8_t)times;
    return to;
}

static int keep(struct counter *own, const struct term_table *table, uint32_t feature_bytes, struct tally *out,
                struct crib_err *err)
{
    enum { EXACT, LOOSE, PART, CLASSES };
    const struct counts *c = &own->counts;
    const uint32_t n_exact = table->n_exact, first_part = table->first_part;
    uint32_t n[CLASSES] = { 0 };
    for (uint32_t i = 0; i < c->n_touched; i++) {
        uint32_t f = c->touched[i];
        n[(f >= n_exact) + (f >= first_part)] += 1 + (c->n[f] - 1) / UINT8_MAX;
    }
    out->n_exact = n[EXACT];
    out->n_entry = n[EXACT] + n[LOOSE] + n[PART];
    uint8_t *entry = slab_take(&own->slab, (size_t)out->n_entry * (feature_bytes + 1) + PAST_END, &out->slab);
    if (!entry)
        return CRIB_NOMEM(err);
    out->entry = entry;
    uint8_t *to[CLASSES] = { entry, entry + (size_t)n[EXACT] * (feature_bytes + 1),
                             entry + ((size_t)n[EXACT] + n[LOOSE]) * (feature_bytes + 1) };
    for (uint32_t i = 0; i < c->n_touched; i++) {
        uint32_t f = c->touched[i], left = c->n[f];
        uint8_t **next = &to[(f >= n_exact) + (f >= first_part)];
        for (; left > UINT8_MAX; left -= UINT8_MAX)
            *next = put_entry(*next, f, feature_bytes, UINT8_MAX);
        *next = put_entry(*next, f, feature_bytes, left);
    }
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
    return keep(own, k->table, k->census->feature_bytes, &k->census->tally[d], err);
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
        slab_done(&k->counter[t].slab);
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
    *out = (struct census){ .n_doc = n, .n_exact = t->n_exact, .first_part = t->first_part };
    out->feature_bytes = t->n_feature <= 1u << 16 ? 2 : t->n_feature <= 1u << 24 ? 3 : 4;
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
        if (s->tally[d].slab)
            slab_give(s->tally[d].slab);
    mem_free(s->tally);
    *s = (struct census){ 0 };
}
