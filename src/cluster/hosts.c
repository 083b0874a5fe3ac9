/* SPDX-License-Identifier: MIT */
/* How well each title fits the body that it fits best.
 *
 * Every body meets thousands of titles by some rare term. Bodies are taken in
 * blocks, and what a block says of each feature is listed by feature; then
 * title after title adds up its terms' lists. So the sums of one title over a
 * block lie in the nearest cache, and each title is read once a block. Blocks
 * grow with the collection, so that their number does not. */
#include "cluster/hosts.h"

#include "cluster/score.h"
#include "core/par.h"

enum {
    BLOCK = 4096,          /* bodies of a block at most */
    LEAST_ENTRIES = 1 << 17, ENTRIES_EACH = 4, /* features of its bodies: so many, and more for each document */
    TITLES = 512           /* that a thread takes at a time */
};

/* The two best fits of a title, to bodies of different groups. */
struct best { float fit[2]; uint32_t group[2]; };

/* A thread's sums of one title over a block; 0 outside of one. */
struct sums { double sum[BLOCK]; uint16_t touched[BLOCK + 1]; };

struct search {
    const struct titled *doc;
    const uint32_t *group_of;
    const struct terms *terms;
    struct best *best;     /* [n_title] */
    uint32_t beg, end;     /* the block */
    uint32_t *entry_first; /* [BLOCK + 1] where there is room for a body's features in feature[] and gain[] */
    uint32_t *n_entry;     /* [BLOCK] how many it has */
    uint32_t *feature;     /* that lead to titles */
    double *gain;          /* how much of it the body has, by its weight */
    uint32_t *first;       /* [n_exact + 2] where a feature's bodies are in by_feature[] and in_block[] */
    double *by_feature;
    uint16_t *in_block;    /* a body's place in the block */
    struct sums *sums;     /* [n_threads] */
};

static const struct tally *tally_of(const struct search *s, uint32_t d) { return &s->terms->census.tally[d]; }

static int weigh_body(size_t i, int thread, void *arg, struct crib_err *err)
{
    struct search *s = arg;
    uint32_t d = s->beg + (uint32_t)i, at = s->entry_first[i], f, times;
    (void)thread;
    (void)err;
    for (struct tally_read r = tally_begin(&s->terms->census, d, true); tally_next(&r, &f, &times);) {
        double gain = leads_to_titles(s->terms, f)
                          ? s->terms->weight[f] * presence_of(s->terms, f, times, s->doc[d].body->n) : 0;
        s->feature[at] = f;
        s->gain[at] = gain;
        at += gain > 0;
    }
    s->n_entry[i] = at - s->entry_first[i];
    return CRIB_OK;
}

/* The block's bodies by feature. */
static void list_by_feature(struct search *s)
{
    uint32_t n = s->terms->n_exact, n_body = s->end - s->beg, *first = s->first;
    memset(first, 0, ((size_t)n + 2) * sizeof *first);
    for (uint32_t i = 0; i < n_body; i++)
        for (uint32_t k = s->entry_first[i]; k < s->entry_first[i] + s->n_entry[i]; k++)
            first[s->feature[k] + 2]++;
    for (uint32_t f = 0; f < n; f++)
        first[f + 2] += first[f + 1];
    for (uint32_t i = 0; i < n_body; i++)
        for (uint32_t k = s->entry_first[i]; k < s->entry_first[i] + s->n_entry[i]; k++) {
            uint32_t at = first[s->feature[k] + 1]++;
            s->by_feature[at] = s->gain[k];
            s->in_block[at] = (uint16_t)i;
        }
}

/* Keeps the two best fits of a title, each of another group. */
static void note_best(struct best *b, float fit, uint32_t group)
{
    int at = b->group[0] == group ? 0 : fit > b->fit[0] ? 0 : 1;
    if (b->group[at] != group && at == 0) {
        b->fit[1] = b->fit[0];
        b->group[1] = b->group[0];
    } else if (b->fit[at] >= fit) {
        return;
    }
    b->fit[at] = fit;
    b->group[at] = group;
}

static void ask_block(const struct search *s, uint32_t title, struct sums *of)
{
    const struct title *t = &s->terms->title[title];
    struct best *best = &s->best[title];
    uint32_t n = 0;
    for (uint32_t k = 0; k < t->n_term; k++)
        for (uint32_t i = s->first[t->exact[k]]; i < s->first[t->exact[k] + 1]; i++) {
            uint16_t body = s->in_block[i];
            of->touched[n] = body;
            n += of->sum[body] == 0;
            of->sum[body] += s->by_feature[i];
        }
    for (uint32_t i = 0; i < n; i++) {
        double sum = of->sum[of->touched[i]];
        of->sum[of->touched[i]] = 0;
        if (sum >= best->fit[1] * t->weight)
            note_best(best, (float)(sum / t->weight), s->group_of[s->beg + of->touched[i]]);
    }
}

static int ask_titles(size_t i, int thread, void *arg, struct crib_err *err)
{
    struct search *s = arg;
    uint32_t beg = (uint32_t)i * TITLES, end = min_u32(s->terms->n_title, beg + TITLES);
    (void)err;
    for (uint32_t t = beg; t < end; t++)
        ask_block(s, t, &s->sums[thread]);
    return CRIB_OK;
}

/* The next block: so many bodies that `most` features are not exceeded, but one at least. */
static void next_block(struct search *s, uint32_t n, uint32_t most)
{
    s->beg = s->end;
    s->entry_first[0] = 0;
    for (uint32_t i = 0; s->end < n && i < BLOCK; i++) {
        uint64_t all = (uint64_t)s->entry_first[i] + tally_of(s, s->end)->n_exact;
        if (i > 0 && all > most)
            break;
        s->entry_first[i + 1] = (uint32_t)all;
        s->end++;
    }
}

static int search_init(struct search *s, uint32_t n, uint32_t *most, int n_threads, struct crib_err *err)
{
    size_t n_title = s->terms->n_title;
    uint64_t all = 0, wanted = LEAST_ENTRIES + (uint64_t)n * ENTRIES_EACH;
    uint32_t longest = 0;
    *most = wanted < UINT32_MAX / 2 ? (uint32_t)wanted : UINT32_MAX / 2;
    for (uint32_t d = 0; d < n; d++) {
        all += tally_of(s, d)->n_exact;
        longest = max_u32(longest, tally_of(s, d)->n_exact);
    }
    size_t room = (all < *most ? (size_t)all : max_u32(*most, longest)) + 1;
    s->best = mem_zero(n_title + 1, sizeof *s->best);
    s->entry_first = mem_alloc((BLOCK + 1) * sizeof *s->entry_first);
    s->n_entry = mem_alloc(BLOCK * sizeof *s->n_entry);
    s->feature = mem_alloc(room * sizeof *s->feature);
    s->gain = mem_alloc(room * sizeof *s->gain);
    s->first = mem_alloc(((size_t)s->terms->n_exact + 2) * sizeof *s->first);
    s->by_feature = mem_alloc(room * sizeof *s->by_feature);
    s->in_block = mem_alloc(room * sizeof *s->in_block);
    s->sums = mem_zero((size_t)n_threads, sizeof *s->sums);
    if (!s->best || !s->entry_first || !s->n_entry || !s->feature || !s->gain || !s->first || !s->by_feature ||
        !s->in_block || !s->sums)
        return CRIB_NOMEM(err);
    for (size_t t = 0; t < n_title; t++)
        s->best[t].group[0] = s->best[t].group[1] = UINT32_MAX;
    return CRIB_OK;
}

static int search_all(struct search *s, uint32_t n, int n_threads, struct crib_err *err)
{
    uint32_t most;
    CRIB_TRY(search_init(s, n, &most, n_threads, err));
    while (s->end < n) {
        next_block(s, n, most);
        CRIB_TRY(par_for(s->end - s->beg, n_threads, weigh_body, s, err));
        list_by_feature(s);
        CRIB_TRY(par_for(((size_t)s->terms->n_title + TITLES - 1) / TITLES, n_threads, ask_titles, s, err));
    }
    return CRIB_OK;
}

int hosts_find(const struct titled *doc, uint32_t n, const uint32_t *group_of, const struct terms *t, int n_threads,
               float *best, struct crib_err *err)
{
    struct search s = { .doc = doc, .group_of = group_of, .terms = t };
    int rc = search_all(&s, n, n_threads, err);
    for (uint32_t d = 0; d < n && rc == CRIB_OK; d++) {
        const struct best *b = t->title_of[d] != UINT32_MAX ? &s.best[t->title_of[d]] : NULL;
        best[d] = b ? b->fit[b->group[0] == group_of[d]] : 0;
    }
    void *block[] = { s.best, s.entry_first, s.n_entry, s.feature, s.gain, s.first, s.by_feature, s.in_block, s.sums };
    for (size_t i = 0; i < COUNT_OF(block); i++)
        mem_free(block[i]);
    return rc;
}
