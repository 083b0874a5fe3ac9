/* SPDX-License-Identifier: MIT */
/* How well titles fit bodies.
 *
 * A body is asked about its own title, the titles of those whose kin it is,
 * and some titles taken at random. What it says of other documents' titles is written down, and summed up
 * in the order of the documents when a block of them is through: sums of
 * floating point must not depend on who came first. */
#include "cluster/fits.h"

#include "cluster/hosts.h"
#include "core/par.h"

enum {
    STRANGERS = 24,   /* bodies taken at random that a title is compared with */
    BLOCK = 4096      /* documents whose answers are kept at a time */
};

struct asking {
    const struct titled *doc;
    uint32_t n;
    const uint32_t *group_of;
    const struct terms *terms;
    const struct kindred *kin;
    bool others;
    const struct standing_listener *listener;
    struct standing *out;
    uint32_t *asker_first;     /* [n + 1] documents that have a body among their kin */
    struct kin *asker;
    uint32_t beg, end;         /* the block */
    double *to_asker;          /* [asker_first[end] - asker_first[beg]] fits of the askers' titles */
    double *to_stranger;       /* [end - beg][STRANGERS] */
    struct counts *counts;     /* [n_threads] */
    int n_threads;
};

static bool has_title(const struct asking *s, uint32_t d) { return s->terms->title_of[d] != UINT32_MAX; }

/* For each body the documents that have it among their kin, so that one pass
 * over the bodies answers all. */
static int list_askers(struct asking *s, struct crib_err *err)
{
    s->asker_first = mem_zero((size_t)s->n + 2, sizeof *s->asker_first);
    if (!s->asker_first)
        return CRIB_NOMEM(err);
    for (uint32_t d = 0; d < s->n; d++)
        for (uint32_t i = 0; i < s->kin->n[d]; i++)
            s->asker_first[kin_of(s->kin, d)[i].doc + 1]++;
    for (uint32_t d = 0; d < s->n; d++)
        s->asker_first[d + 1] += s->asker_first[d];
    s->asker = mem_alloc(((size_t)s->asker_first[s->n] + 1) * sizeof *s->asker);
    uint32_t *next = mem_alloc(((size_t)s->n + 1) * sizeof *next);
    if (!s->asker || !next) {
        mem_free(next);
        return CRIB_NOMEM(err);
    }
    memcpy(next, s->asker_first, ((size_t)s->n + 1) * sizeof *next);
    for (uint32_t d = 0; d < s->n; d++) {
        double all = 0;
        for (uint32_t i = 0; i < s->kin->n[d]; i++)
            all += kin_of(s->kin, d)[i].like;
        for (uint32_t i = 0; i < s->kin->n[d]; i++)
            s->asker[next[kin_of(s->kin, d)[i].doc]++] = (struct kin){ d, (float)(kin_of(s->kin, d)[i].like / all) };
    }
    mem_free(next);
    return CRIB_OK;
}

/* The ith document taken at random whose title body d is asked about. */
static uint32_t stranger(const struct asking *s, uint32_t d, uint32_t i)
{
    return (uint32_t)((d + (i + UINT64_C(1)) * s->n / (STRANGERS + 1)) % s->n);
}

/* How others' titles fit body d, which is b. */
static void ask_for_others(const struct asking *s, uint32_t d, const struct counted *b)
{
    for (uint32_t k = s->asker_first[d]; k < s->asker_first[d + 1]; k++)
        if (has_title(s, s->asker[k].doc))
            s->to_asker[k - s->asker_first[s->beg]] = title_fit(b, s->terms->title_of[s->asker[k].doc]);
    for (uint32_t k = 0; k < STRANGERS; k++)
        if (has_title(s, stranger(s, d, k)))
            s->to_stranger[(size_t)(d - s->beg) * STRANGERS + k] = title_fit(b, s->terms->title_of[stranger(s, d, k)]);
}

static int ask_one(size_t i, int thread, void *arg, struct crib_err *err)
{
    struct asking *s = arg;
    struct counts *counts = &s->counts[thread];
    uint32_t d = s->beg + (uint32_t)i;
    (void)err;
    struct counted b = counted_recall(s->terms, counts, d, s->doc[d].body->n);
    s->out[d].fit.own = has_title(s, d) ? title_fit(&b, s->terms->title_of[d]) : 0;
    if (s->others)
        ask_for_others(s, d, &b);
    if (s->listener)
        s->listener->body(d, &b, s->out[d].fit.own, s->listener->arg);
    return CRIB_OK;
}

static void sum_up(struct asking *s)
{
    for (uint32_t d = s->beg; d < s->end; d++) {
        for (uint32_t k = s->asker_first[d]; k < s->asker_first[d + 1]; k++)
            if (has_title(s, s->asker[k].doc))
                s->out[s->asker[k].doc].fit.kin += s->asker[k].like * s->to_asker[k - s->asker_first[s->beg]];
        for (uint32_t k = 0; k < STRANGERS; k++)
            if (has_title(s, stranger(s, d, k)))
                s->out[stranger(s, d, k)].fit.any += s->to_stranger[(size_t)(d - s->beg) * STRANGERS + k] / STRANGERS;
    }
}

/* Room for the answers of a block. */
static int prepare_others(struct asking *s, struct crib_err *err)
{
    uint32_t most = 0;
    CRIB_TRY(list_askers(s, err));
    for (uint32_t beg = 0; beg < s->n; beg += BLOCK)
        most = max_u32(most, s->asker_first[min_u32(s->n, beg + BLOCK)] - s->asker_first[beg]);
    s->to_asker = mem_alloc(((size_t)most + 1) * sizeof *s->to_asker);
    s->to_stranger = mem_alloc(((size_t)min_u32(s->n, BLOCK) + 1) * STRANGERS * sizeof *s->to_stranger);
    return s->to_asker && s->to_stranger ? CRIB_OK : CRIB_NOMEM(err);
}

static int ask_all(struct asking *s, struct crib_err *err)
{
    for (s->beg = 0; s->beg < s->n; s->beg = s->end) {
        s->end = min_u32(s->n, s->beg + BLOCK);
        CRIB_TRY(par_for(s->end - s->beg, s->n_threads, ask_one, s, err));
        if (s->others)
            sum_up(s);
    }
    return CRIB_OK;
}

static int counts_for_all(struct asking *s, struct crib_err *err)
{
    s->counts = mem_zero((size_t)s->n_threads, sizeof *s->counts);
    if (!s->counts)
        return CRIB_NOMEM(err);
    for (int i = 0; i < s->n_threads; i++)
        CRIB_TRY(counts_init(&s->counts[i], &s->terms->table, err));
    return CRIB_OK;
}

static int find_best(const struct asking *s, int n_threads, struct crib_err *err)
{
    float *best = mem_alloc(((size_t)s->n + 1) * sizeof *best);
    int rc = best ? hosts_find(s->doc, s->n, s->group_of, s->terms, n_threads, best, err) : CRIB_NOMEM(err);
    for (uint32_t d = 0; d < s->n && rc == CRIB_OK; d++)
        s->out[d].fit.best = best[d];
    mem_free(best);
    return rc;
}

static void asking_done(struct asking *s)
{
    for (int i = 0; s->counts && i < s->n_threads; i++)
        counts_done(&s->counts[i]);
    mem_free(s->counts);
    mem_free(s->asker_first);
    mem_free(s->asker);
    mem_free(s->to_asker);
    mem_free(s->to_stranger);
}

int fits_find(const struct titled *doc, uint32_t n, const uint32_t *group_of, const struct terms *t,
              const struct kindred *kin, int n_threads, bool others, const struct standing_listener *listener,
              struct standing *out, struct crib_err *err)
{
    struct asking s = { .doc = doc, .n = n, .group_of = group_of, .terms = t, .kin = kin, .others = others,
                        .listener = listener, .out = out };
    s.n_threads = threads_for(n_threads, (uint64_t)t->n_feature * 2 * sizeof(uint32_t));
    for (uint32_t d = 0; d < n; d++)
        out[d].fit = (struct fits){ 0 };
    int rc = others ? prepare_others(&s, err) : CRIB_OK;
    if (rc == CRIB_OK)
        rc = counts_for_all(&s, err);
    if (rc == CRIB_OK)
        rc = ask_all(&s, err);
    asking_done(&s);
    if (rc == CRIB_OK && others)
        rc = find_best(&s, n_threads, err);
    return rc;
}
