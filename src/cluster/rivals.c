/* SPDX-License-Identifier: MIT */
/* Which other title fits a body best.
 *
 * Every title that shares a rare term with the body comes into question,
 * thousands of them; so only the bodies are asked whose answer decides
 * something. */
#include "cluster/court.h"

#include "core/par.h"

struct desk { struct counts counts; struct scorer scorer; };

struct inquiry {
    struct court *court;
    const uint32_t *asked;
    struct desk *desk;     /* [n_threads] */
};

static int ask_one(size_t i, int thread, void *arg, struct crib_err *err)
{
    struct inquiry *q = arg;
    struct court *c = q->court;
    struct desk *k = &q->desk[thread];
    uint32_t d = q->asked[i];
    (void)err;
    struct counted b = counted_recall(&c->terms, &k->counts, d, c->doc[d].body->n);
    scorer_gather(&k->scorer, &b);
    c->verdict[d].best = best_title(&k->scorer, &b, c->terms.title_of[d], &c->verdict[d].best_fit);
    scorer_clear(&k->scorer);
    return CRIB_OK;
}

static int ask_all(struct inquiry *q, uint32_t n, int n_threads, struct crib_err *err)
{
    const struct terms *t = &q->court->terms;
    q->desk = mem_zero((size_t)n_threads, sizeof *q->desk);
    if (!q->desk)
        return CRIB_NOMEM(err);
    for (int i = 0; i < n_threads; i++) {
        CRIB_TRY(counts_init(&q->desk[i].counts, &t->table, err));
        CRIB_TRY(scorer_init(&q->desk[i].scorer, t, err));
    }
    return par_for(n, n_threads, ask_one, q, err);
}

int rivals_find(struct court *c, const uint32_t *asked, uint32_t n, struct crib_err *err)
{
    struct inquiry q = { .court = c, .asked = asked };
    const struct terms *t = &c->terms;
    uint64_t each = t->n_title * (sizeof(double) + sizeof(uint32_t)) + (uint64_t)t->n_feature * 2 * sizeof(uint32_t);
    int n_threads = threads_for(c->n_threads, each);
    int rc = ask_all(&q, n, n_threads, err);
    for (int i = 0; q.desk && i < n_threads; i++) {
        counts_done(&q.desk[i].counts);
        scorer_done(&q.desk[i].scorer);
    }
    mem_free(q.desk);
    return rc;
}
